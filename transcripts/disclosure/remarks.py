"""Which remarks may be told, and of which place: with enough others that are alike, or not at all.

Alike are those of one city and language; the language can be read off a text, so it is never left
out. Where a city has too few, they are told without their city, if that makes enough.
"""

from collections import Counter
from collections.abc import Sequence

Place = tuple[str, str]
"""City and language."""


def told_of(places: Sequence[Place], k: int, anywhere: str) -> list[Place | None]:
    """For the remark of each place, the place that may be told of it; None: nothing may.

    ``anywhere``: what stands in the place of a city that is not told. Every place in the answer
    stands there at least ``k`` times.
    """
    near = Counter(places)
    wider = [each if near[each] >= k else (anywhere, each[1]) for each in places]
    many = Counter(wider)
    return [each if many[each] >= k else None for each in wider]
