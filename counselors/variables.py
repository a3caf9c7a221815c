"""Places in a ready-made text that are filled when it is used: ``{city|our cities}``.

Behind the bar stands what is said when the value is not known: a variable without it is refused,
so that nobody ever reads an empty place.
"""

import re
from collections.abc import Mapping
from typing import Final

NAMES: Final = ("city", "counselor_alias", "opening_hours", "subject")
_PLACE: Final = re.compile(r"\{([^{}|]*)(?:\|([^{}]*))?\}")


class UnknownVariable(ValueError):
    """A place that cannot be filled: its name is not one of ours, or it says nothing instead."""


def check(text: str) -> None:
    """Raises :class:`UnknownVariable`."""
    for place in _PLACE.finditer(text):
        if place[1].strip() not in NAMES:
            raise UnknownVariable(f"“{place[0]}”: expected one of {', '.join(NAMES)}")
        if not (place[2] or "").strip():
            raise UnknownVariable(f"“{place[0]}”: expected words for when it is empty, after |")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with every place filled; what is not known becomes the words behind the bar."""
    return _PLACE.sub(lambda place: values.get(place[1].strip(), "") or _instead(place), text)


def _instead(place: re.Match[str]) -> str:
    return (place[2] or "").strip()
