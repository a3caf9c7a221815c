"""Where the name of a street begins and ends, and which words cannot belong to one."""

from __future__ import annotations

from typing import Final

from transcripts.redaction.line import Line, Word

_REACH: Final = 70
"""Characters of the longest name of a street."""


def street(line: Line, index: int, word: Word) -> tuple[int, int] | None:
    """Where the name of a street begins and ends, if this word makes one."""
    streets = line.vocabulary.streets
    if word.folded in streets["before"] or word.folded.partition(".")[0] in streets["before"]:
        return word.start, _name_end(line, index)
    if word.folded in streets["after"]:
        first = _extended_left(line, index, 3)
        return (line.words[first].start, word.end) if first < index else None
    if _ends_like_a_street(line, word):
        first = _extended_left(line, index, 4)
        if first == index and word.folded in line.vocabulary.streets["ending"]:
            return None
        return line.words[first].start, word.end + (line.text[word.end : word.end + 1] == ".")
    return None


def _ends_like_a_street(line: Line, word: Word) -> bool:
    streets = line.vocabulary.streets
    if word.folded in streets["ending"]:
        return True
    usual = line.vocabulary.endings if word.is_capital else line.vocabulary.sure_endings
    if not word.folded.endswith(usual) or word.folded in streets["other"]:
        return False
    return len(word.folded) > 5


def _name_end(line: Line, index: int) -> int:
    """The words after “rue”, up to a number, a comma or what cannot be in a name."""
    end = line.words[index].end
    for following in line.words[index + 1 : index + 8]:
        gap = line.text[end : following.start]
        counting = line.vocabulary.streets["box"] | line.vocabulary.streets["number"]
        if following.folded in counting and _counts(line, following):
            break
        if gap.strip(" .-'’") or len(gap) > 2 or following.start - line.words[index].end > _REACH:
            break
        end = following.end
        after = line.text[end : end + 2].lstrip(" ,")
        if after[:1].isdigit():
            break
    return end


def _counts(line: Line, word: Word) -> bool:
    return line.text[word.end : word.end + 3].lstrip(" .:°")[:1].isdigit()


def _extended_left(line: Line, index: int, most: int) -> int:
    """Capitals in front belong to the name: “Burgemeester Nolfstraat”, “Aachener Straße”."""
    first = index
    while first > 0 and index - first < most:
        word = line.words[first - 1]
        gap = line.text[word.end : line.words[first].start]
        joins = gap in {" ", "-", ". ", ".", ".-", "  ", "'", "’"}
        is_part = word.is_capital or word.folded in line.vocabulary.particles or gap == "-"
        if not joins or not is_part or is_cue_word(line, first - 1):
            break
        first -= 1
    while first < index and not line.words[first].is_capital:
        first += 1
    return first


def is_cue_word(line: Line, index: int) -> bool:
    """Whether a word announces something or is a small one of the sentence."""
    word = line.words[index]
    return line.in_cue(index, "home", "title", "name", "hint") or is_small(line, word)


def is_small(line: Line, word: Word) -> bool:
    """Whether a word holds sentences together and no names."""
    vocabulary = line.vocabulary
    return word.folded in vocabulary.stops(line.lang) and word.folded not in vocabulary.particles
