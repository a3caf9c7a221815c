"""How well a detector does on lines whose language is known.

One rule for all figures: the languages asked about and OTHER are the labels. A line in any other
language is labelled OTHER, and right when it is answered so.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from chat.language.model import OTHER, SURE

LENGTHS: Final = {"1-2": 2, "3-5": 5, "6-10": 10, "11+": 10**9}
"""Most words of each length, as spaces divide them; only what has a letter is a word."""
Detect = Callable[[str], Mapping[str, float]]
"""By label how likely it is; empty when there is nothing to read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its true label, how long it is, what was answered and how surely."""

    label: str
    length: str
    answer: str
    confidence: float

    @property
    def right(self) -> bool:
        return self.answer == self.label


@dataclass(frozen=True, slots=True)
class Sure:
    """Only answers with a confidence of SURE or more. Shares, 0 to 1.

    ``accuracy``: right ones of these answers; ``coverage``: these answers of all lines;
    ``other_as_ours``: lines in other languages that were so taken for one asked about.
    """

    accuracy: float
    coverage: float
    other_as_ours: float


@dataclass(frozen=True, slots=True)
class Score:
    """Shares, 0 to 1; ``confusions`` counts by true label what was wrongly answered."""

    lines: int
    accuracy: float
    macro_f1: float
    by_length: dict[str, float]
    by_label: dict[str, float]
    sure: Sure
    confusions: dict[str, dict[str, int]]


def judge(text: str, label: str, detect: Detect) -> Line:
    """Ask about one line; its best answer counts, however doubtful. Nothing to read is wrong."""
    found = detect(text) or {"": 0.0}
    answer = max(found, key=lambda code: found[code])
    words = sum(any(map(str.isalpha, word)) for word in text.split())
    length = next(name for name, most in LENGTHS.items() if words <= most)
    return Line(label, length, answer, found[answer])


def score(lines: Sequence[Line]) -> Score:
    """The figures of all lines; there is at least one."""
    labels = sorted({line.label for line in lines})
    sure = [line for line in lines if line.confidence >= SURE]
    others = [line for line in lines if line.label == OTHER]
    wrong = [line for line in lines if not line.right]
    return Score(
        lines=len(lines),
        accuracy=_accuracy(lines),
        macro_f1=sum(_f1(lines, label) for label in labels) / len(labels),
        by_length={
            name: _accuracy(some)
            for name in LENGTHS
            if (some := [line for line in lines if line.length == name])
        },
        by_label={
            name: _accuracy([line for line in lines if line.label == name]) for name in labels
        },
        sure=Sure(
            accuracy=_accuracy(sure),
            coverage=_share(len(sure), len(lines)),
            other_as_ours=_share(
                sum(line in others and not line.right for line in sure), len(others)
            ),
        ),
        confusions={
            name: dict(Counter(line.answer for line in wrong if line.label == name).most_common())
            for name in sorted({line.label for line in wrong})
        },
    )


def _accuracy(lines: Iterable[Line]) -> float:
    answers = [line.right for line in lines]
    return _share(sum(answers), len(answers))


def _f1(lines: Iterable[Line], label: str) -> float:
    """2 × right ÷ (all that have the label + all that were given it)."""
    pairs = [(line.label == label, line.answer == label) for line in lines]
    return _share(2 * sum(a and b for a, b in pairs), sum(a + b for a, b in pairs))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
