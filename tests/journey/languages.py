"""A page or talk in every language: to change it loses nothing, so nothing has to begin anew."""

from __future__ import annotations

from collections.abc import Callable

from tests.journey.axe import faults
from tests.journey.visitor import Visitor


def in_every_language(
    visitor: Visitor, shows: Callable[[], None], before: Callable[[], None] = lambda: None
) -> None:
    """Nothing is amiss in what a phone ``shows``, whatever language its page is changed to."""
    found: dict[str, list[str]] = {}
    for language in visitor.languages:
        before()
        visitor.switches_to(language)
        shows()
        found[language] = faults(visitor.page)
    assert {language: amiss for language, amiss in found.items() if amiss} == {}
