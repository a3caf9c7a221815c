"""Street addresses as they are written in Belgium: French, Dutch, German, English, Ukrainian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from transcripts.redaction.domain import Hit
from transcripts.redaction.line import Line, Word
from transcripts.redaction.streets import is_cue_word, is_small, street
from transcripts.redaction.vocabulary import Vocabulary

_REACH: Final = 70
"""Characters of one address on either side of the word for a street."""
_NAME: Final = r"[^\W\d_][^\W\d_.'’()-]*(?:[.'’()-]{1,2}[^\W\d_]*)*"
_HOUSE: Final = (
    r"\d{1,4}(?: ?[A-Za-z](?![^\W_]|-\d{4}))?"
    r"(?: ?[-+] ?\d{1,3}[A-Za-z]?(?!\w)| ?/ ?(?:\d{1,4}[A-Za-z]?|[A-Za-z])(?!\w))?"
)
_NUMBER_BEFORE: Final = re.compile(rf"(?<![\w/.,-])({_HOUSE})(?: (?:bis|ter))?,? ?\Z")
_CITY: Final = (
    rf"(?:(?:sint|saint|sainte|st|ste|sankt|la|le|les|de|den|het|'s|s|l'|св)[ .-]{{1,2}})?{_NAME}"
    r"(?:(?: |-| - )(?:en |sur |lez |les |am |der |op |aan |de |den |la |le |l['’])?"
    rf"[A-ZÀ-ÞА-ЯІЇЄ][^\W\d_.'’-]*(?:[.'’-][^\W\d_]+)*){{0,3}}(?: \([^\W\d_ -]{{2,20}}\))?"
)
_POSTCODE: Final = re.compile(
    r"[ ,;–-]{0,4}(?:te |à |in |at |в |у )?(?:[BLFD][ -]{1,3})?"
    rf"(?<!\d)[1-9]\d{{3,4}}(?!\d)(?: ?,? {_CITY})?",
    re.IGNORECASE,
)
_PLAIN_CITY: Final = re.compile(
    r"(?:, ?| à | te | in | en )[A-ZÀ-ÞА-ЯІЇЄ][^\W\d_]+(?:[ '-][A-ZÀ-Þ][^\W\d_]+){0,2}"
)
_SMALL_CITY: Final = re.compile(r", ?[^\W\d_]{3,30}(?:-[^\W\d_]+){0,3}(?=\s*\Z)")
_CODE_FIRST: Final = re.compile(
    rf"(?<!\w)(?:B-)?[1-9]\d{{3}},? {_NAME}(?:[ -]{_NAME}){{0,2}}[ ,]{{1,3}}\Z"
)
_CODE: Final = re.compile(
    rf"(?<![\d/.,-])(?:[BL]-)?[1-9]\d{{3}} ?(?=[^\W\d_])({_CITY})", re.IGNORECASE
)
_LEFT: Final = re.compile(rf"((?:{_NAME}[ ,]{{1,3}}){{1,7}})({_HOUSE})\Z")
_ANY_STREET: Final = re.compile(rf"[ :,]{{1,3}}((?:{_NAME} ){{1,5}}),? ?({_HOUSE})(?!\d)")

_ALONE: Final = re.compile(r"\s*+(?:$|[,.;\n]|\d{4})")


@lru_cache(maxsize=4)
def _tail(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What follows the name of a street: the number, and perhaps a box."""
    number = "|".join(sorted(map(re.escape, vocabulary.streets["number"]), key=len, reverse=True))
    box = "|".join(
        sorted(map(re.escape, vocabulary.streets["box"] | {"boîte"}), key=len, reverse=True)
    )
    house = re.compile(
        rf"[ ,:.-]{{0,3}}(?:(?:{number})[ .:°]{{0,2}})?({_HOUSE})(?!\d)", re.IGNORECASE
    )
    return house, re.compile(
        rf"(?:[ ,/(-]{{0,3}}(?:{box})(?:[ .:]{{1,2}}|(?=\d))[\w.-]{{1,6}}\)?|/\w{{1,5}})",
        re.IGNORECASE,
    )


def address(line: Line) -> Iterator[Hit]:
    """A street with its number, and the town beside it; without a number after a word for home."""
    if line.has_digits or any(line.of_kind("home")):
        for index, word in enumerate(line.words):
            yield from _at_street(line, index, word)
    if line.has_digits:
        yield from _at_postcode(line)
        yield from _at_home(line)


def _at_street(line: Line, index: int, word: Word) -> Iterator[Hit]:
    place = street(line, index, word)
    if place is None:
        return
    start, end = place
    house, _ = _tail(line.vocabulary)
    number = house.match(line.text, end)
    before = _NUMBER_BEFORE.search(line.text, max(0, start - 16), start)
    if number and (before or _is_year(number[1])) and _POSTCODE.fullmatch(number[0]):
        number = None
    if number:
        end = number.end()
    if before:
        start = before.start(1)
    elif not number and not line.before("home", start, 6):
        return
    with_town = _with_town(line, end)
    if with_town == end and _is_doubtful(line, index, place[1]):
        return
    code = _CODE_FIRST.search(line.text, max(0, start - 40), start)
    why = "a street and a number" if number or before else "a street after a word for home"
    yield Hit(code.start() if code else start, with_town, why, 0.88)


def _is_year(number: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", number) is not None


def _is_doubtful(line: Line, index: int, end: int) -> bool:
    """“cours de français niveau 2”: no capital after a word that means other things too."""
    word = line.words[index]
    if word.folded not in line.vocabulary.streets["doubtful"]:
        return False
    named = any(other.is_capital for other in line.words_between(word.end, end))
    return not named and line.before("home", word.start, 12) is None


def _with_town(line: Line, end: int) -> int:
    """The box, the postcode and the town, if they follow."""
    _, box = _tail(line.vocabulary)
    for _ in range(2):
        if boxed := box.match(line.text, end):
            end = boxed.end()
    if coded := _POSTCODE.match(line.text, end):
        return _without_stops(line, end, coded.end())
    if town := _PLAIN_CITY.match(line.text, end) or _SMALL_CITY.match(line.text, end):
        return town.end()
    return end


def _without_stops(line: Line, start: int, end: int) -> int:
    """A town does not take in the word that goes on with the sentence."""
    inside = line.words_between(start, end)
    for before, word in pairwise(inside):
        if is_small(line, word) and not word.is_capital:
            return before.end
    if inside and is_small(line, inside[0]):
        return len(line.text[: inside[0].start].rstrip())
    return end


def _at_postcode(line: Line) -> Iterator[Hit]:
    """Capitals, a number, a postcode and a town: an address whatever the street is called."""
    for match in _CODE.finditer(line.text):
        front = line.text[max(0, match.start() - _REACH) : match.start()]
        offset = match.start() - len(front)
        for left in (front.rstrip(" ,-–("), _without_words(line, front)):
            found = _LEFT.search(_from_capital(left)) if left else None
            if found:
                start = _capital_start(line, offset + left.rindex(found[0]), offset + len(left))
                if start is not None:
                    end = _without_stops(line, match.start(), match.end())
                    yield Hit(start, end, "a number beside a postcode and a town", 0.84)
                    break


def _without_words(line: Line, front: str) -> str:
    """What is left of “Sterrenwijzer 7/11 Olen, ” and “… 12 bus 3, ” before its number ends."""
    house = list(re.finditer(rf"(?<![\w/.-]){_HOUSE}(?!\d)", front))
    for found in reversed(house):
        if len(front) - found.end() <= 32 and not front[found.end() :].strip(" ,").isdigit():
            return front[: found.end()]
    return ""


def _from_capital(front: str) -> str:
    return front[max(front.rfind("\n"), front.rfind(":"), front.rfind(";")) + 1 :]


def _capital_start(line: Line, start: int, end: int) -> int | None:
    """The first word of the street: a capital after the last cue or small word."""
    first: int | None = None
    for word in line.words_between(start, end):
        if word.folded in line.vocabulary.particles:
            continue
        if word.is_capital and not is_cue_word(line, line.index(word)):
            first = word.start if first is None else first
        elif word.folded.split("'")[0] not in line.vocabulary.particles or word.is_capital:
            first = None
    return first


def _own_start(line: Line, start: int, end: int) -> int | None:
    """The first of one to three small words, if none of them belongs to a sentence."""
    words = list(line.words_between(start, end))
    while words and words[0].folded in {"is", "est", "ist", "c'est"}:
        words.pop(0)
    stops = line.vocabulary.any_stop
    if not words or len(words) > 3 or any(word.folded in stops for word in words):
        return None
    return words[0].start


def _at_home(line: Line) -> Iterator[Hit]:
    """Any words and a number right after “I live at”."""
    for cue in line.of_kind("home"):
        found = _ANY_STREET.match(line.text, cue.end)
        if found:
            unit = line.after("years", found.end(), 2)
            start = _capital_start(line, found.start(1), found.end(1))
            if start is None and _ALONE.match(line.text, found.end()):
                start = _own_start(line, found.start(1), found.end(1))
            if start is not None and not unit:
                yield Hit(
                    start, _with_town(line, found.end()), "a number after a word for home", 0.8
                )
