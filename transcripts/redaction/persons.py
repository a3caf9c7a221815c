"""Names of people: after a phrase that announces one, or by the lists; and said before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from transcripts.redaction.domain import Hit
from transcripts.redaction.line import Cue, Line, Word
from transcripts.redaction.names import names

_MOST: Final = 4
"""Words of one name, particles not counted."""
_GAP: Final = {
    "name": re.compile(r"[ \t]*+(?:[:=,;.-][ \t]*+)?(?:\n[ \t]*+)?[\"“«]?[ ]?"),
    "title": re.compile(r"(?: ?\.)?[ \t]{1,2}"),
    "relation": re.compile(r"(?: ?[,:(])?[ \t]{1,2}"),
    "hint": re.compile(r"(?: ?[,:])?[ \t]{1,2}"),
    "closing": re.compile(r"[ \t]*+[,.!;:]?+\s{0,4}"),
}
_INNER: Final = re.compile(r" {1,2}| ?- ?|\. ?|['’]")
_ENDS: Final = re.compile(r"\s*+(?:$|[.,;:!?()\n\x00])")


class _Ways(NamedTuple):
    """How much a cue promises: masks a small or an unlisted word too."""

    small: bool
    unlisted: bool
    score: float


_PROMISE: Final = {
    "name": _Ways(small=True, unlisted=True, score=0.95),
    "title": _Ways(small=False, unlisted=True, score=0.9),
    "relation": _Ways(small=False, unlisted=True, score=0.85),
    "closing": _Ways(small=True, unlisted=True, score=0.85),
    "hint": _Ways(small=False, unlisted=False, score=0.7),
}


def person(line: Line) -> Iterator[Hit]:
    """Names after cues, and pairs of a listed first name and a last name."""
    for cue in line.of_kind(*_PROMISE):
        yield from _after_cue(line, cue)
    yield from _pairs(line)
    yield from _signature(line)


def _after_cue(line: Line, cue: Cue) -> Iterator[Hit]:
    gap = _GAP[cue.kind].match(line.text, cue.end)
    place = gap.end() if gap else -1
    first = cue.last
    if first >= len(line.words) or line.words[first].start != place:
        return
    if line.in_cue(first, "title"):
        return
    last = _name_from(line, first, _PROMISE[cue.kind])
    if last == first or not _fits(line, cue, first, last):
        return
    said = line.text[cue.start : cue.end]
    score = _PROMISE[cue.kind].score
    yield Hit(place, line.words[last - 1].end, f"a name after “{said}”", score)


def _name_from(line: Line, first: int, ways: _Ways) -> int:
    """The word after the last one of a name that begins at ``first``; ``first`` if none does."""
    last, end, taken = first, first, 0
    while last < len(line.words) and taken < _MOST:
        word = line.words[last]
        if last > first and not _joined(line, last):
            break
        if word.folded in line.vocabulary.particles and _goes_on(line, last, first, ways):
            last += 1
            continue
        if word.folded in line.vocabulary.particles and not word.is_capital:
            break
        if not _is_part(line, first, last, ways):
            break
        last += 1
        taken += 1
        end = last
    return end


def _joined(line: Line, index: int) -> bool:
    gap = line.text[line.words[index - 1].end : line.words[index].start]
    if gap.startswith(".") and len(line.words[index - 1].text) > 2:
        return False
    return _INNER.fullmatch(gap) is not None


def _goes_on(line: Line, index: int, first: int, ways: _Ways) -> bool:
    """Whether a particle leads to more of the name: “Jan van den Berg”."""
    following = index + 1
    while following < len(line.words) and line.words[following].folded in line.vocabulary.particles:
        following += 1
    if following >= len(line.words) or not _joined(line, following):
        return False
    word = line.words[following]
    if _never(line, word):
        return False
    known = word.folded in names() or _stands_out(line, following)
    return word.is_capital or (index > first and ways.small and known)


def _never(line: Line, word: Word) -> bool:
    folded = word.folded
    if folded in line.vocabulary.known:
        return True
    return folded in line.vocabulary.stops(line.lang) and not (
        word.is_capital and folded in names().first and line.lang != "de"
    )


def _is_part(line: Line, first: int, index: int, ways: _Ways) -> bool:
    word = line.words[index]
    if _never(line, word) or _is_initial(line, word):
        return index > first and _is_initial(line, word)
    listed = word.folded in names()
    if index == first:
        return _is_first_part(line, index, ways, listed=listed)
    small_before = not line.words[first].is_capital
    goes_on = listed and (small_before or ways.small)
    return word.is_capital or goes_on or (small_before and _stands_out(line, index))


def _is_initial(line: Line, word: Word) -> bool:
    return len(word.text) == 1 and word.is_capital and line.text[word.end : word.end + 1] == "."


def _is_first_part(line: Line, index: int, ways: _Ways, *, listed: bool) -> bool:
    word = line.words[index]
    if word.is_capital:
        if ways.unlisted or word.folded in names().first:
            return line.lang != "de" or ways.small or listed or _stands_out(line, index)
        return _two_capitals(line, index) or (
            _stands_out(line, index) and not _is_of_a_people(word)
        )
    if ways.small and len(word.text) > 1:
        return True
    if ways.unlisted:
        return listed or _is_told_of(line, index, ways)
    if word.folded not in names().first or len(word.text) < 3:
        return False
    return _stands_out(line, index) or _stands_out(line, index + 1)


def _is_told_of(line: Line, index: int, ways: _Ways) -> bool:
    """A small word nobody knows: “mevrouw bizier van de VDAB”, “mon fils bintou a 24 ans”."""
    word = line.words[index]
    if len(word.text) < 4 or index + 1 == len(line.words) or _ends_at(line, index):
        return False
    following = line.words[index + 1]
    is_aged = line.text[following.end : following.end + 2].strip().isdigit()
    is_title = ways is _PROMISE["title"]
    small = line.vocabulary.stops(line.lang) | line.vocabulary.particles
    return following.folded in small and (is_title or is_aged)


def _two_capitals(line: Line, index: int) -> bool:
    if index + 1 >= len(line.words) or not _joined(line, index + 1):
        return False
    following = line.words[index + 1]
    if not following.is_capital or _never(line, following):
        return False
    return line.lang != "de" or (
        following.folded in names() and line.words[index].folded in names()
    )


def _stands_out(line: Line, index: int) -> bool:
    """Whether the sentence ends here or goes on with a small word."""
    if _ends_at(line, index):
        return True
    if index + 1 >= len(line.words):
        return index < len(line.words)
    following = line.words[index + 1].folded
    return following in line.vocabulary.stops(line.lang) or following in names().last


def _ends_at(line: Line, index: int) -> bool:
    return _ENDS.match(line.text, line.words[index].end) is not None


_PEOPLES: Final = (
    "ais", "aise", "ien", "ienne", "ish", "ian", "ese", "can", "er", "erin", "ist", "iste", "ante",
    "isch", "able", "aan", "ige", "eur", "euse", "lander", "ster", "day", "dag", "tag", "ois",
    "oise", "ain", "aine", "se", "ka", "ець", "ка",
)  # fmt: skip


def _is_of_a_people(word: Word) -> bool:
    """“I'm Belgian” tells no name: neither do most words with such an ending."""
    return word.folded.endswith(_PEOPLES) and word.folded not in names().first


def _fits(line: Line, cue: Cue, first: int, last: int) -> bool:
    """A signature ends the line; in small letters it ends the message."""
    if cue.kind != "closing":
        return True
    end = line.words[last - 1].end
    if line.words[first].is_capital:
        return _ENDS.match(line.text, end) is not None
    return not line.text[end:].strip(" .!\n")


def _pairs(line: Line) -> Iterator[Hit]:
    """A first and a last name side by side, in either order, whatever stands around them."""
    words = line.words
    for index in range(len(words) - 1):
        one, two = words[index], words[index + 1]
        if not (one.is_capital and two.is_capital) or not _joined(line, index + 1):
            continue
        if _never(line, one) or _never(line, two):
            continue
        if _are_a_name(one.folded, two.folded) or _are_a_name(two.folded, one.folded):
            last = _name_from(line, index, _PROMISE["hint"])
            end = max(two.end, words[last - 1].end if last > index else 0)
            yield Hit(one.start, end, "a first and a last name of the lists", 0.6)


def _signature(line: Line) -> Iterator[Hit]:
    """One to three capitals alone on the last line, one of them listed."""
    start = line.text.rstrip().rfind("\n") + 1
    signed = [word for word in line.words if word.start >= start] if start else []
    if (
        not 1 <= len(signed) <= 3
        or line.text[start:].strip(" .\n") != line.text[signed[0].start : signed[-1].end]
    ):
        return
    are_names = all(word.is_capital and not _never(line, word) for word in signed)
    if are_names and any(word.folded in names() for word in signed):
        yield Hit(signed[0].start, signed[-1].end, "a name alone on the last line", 0.75)


def _are_a_name(one: str, two: str) -> bool:
    return one in names().first and two in names().last
