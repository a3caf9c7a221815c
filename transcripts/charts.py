"""Where the marks of a chart stand, in the units of its picture; the words come from the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, NAME, ROW = 640, 150, 34
"""Of a bar chart: all of it, the names at its start, and one bar with its distance."""
LEFT, TALL = 44, 200
"""Of a line chart: its axis, and its height without the names below."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``reach`` is where a hidden part could end; ``low`` to ``high`` the uncertainty."""

    y: int
    length: float
    reach: float
    low: float | None = None
    high: float | None = None


def bars(
    values: Sequence[tuple[float, float | None]], whole: float | None = None
) -> list[Bar]:  # fmt: skip
    """Bars for values with what they may be at most (None: nobody knows); ``whole``: the scale."""
    top = whole or max((most or least for least, most in values), default=0) or 1
    room = WIDTH - NAME - 110
    return [
        Bar(number * ROW, room * least / top, room * (top if most is None else most) / top)
        for number, (least, most) in enumerate(values)
    ]


def ticks(top: float) -> list[float]:
    """Three to six round numbers from 0 to at least ``top``."""
    raw = max(top, 1.0) / 4
    size = 10 ** floor(log10(raw))
    step = next(size * times for times in (1, 2, 2.5, 5, 10) if size * times >= raw)
    return [step * number for number in range(ceil(max(top, 1.0) / step) + 1)]


def line(values: Sequence[float | None], top: float) -> tuple[list[str], list[tuple[float, float]]]:
    """Strokes (points of unbroken runs) and places of the values; a gap where nothing is shown."""
    step = (WIDTH - LEFT - 16) / max(1, len(values) - 1)
    strokes: list[list[str]] = [[]]
    places = []
    for number, value in enumerate(values):
        if value is None:
            strokes.append([])
            continue
        place = (round(LEFT + number * step, 1), round(TALL - TALL * value / top, 1))
        strokes[-1].append(f"{place[0]},{place[1]}")
        places.append(place)
    return [" ".join(stroke) for stroke in strokes if len(stroke) > 1], places
