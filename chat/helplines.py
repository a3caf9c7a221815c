"""The card for somebody in distress: who can be rung, in the language of the talk."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from msgspec import Meta

from counselors.files import Code, Entry, Names, read

FILE: Final = "helplines.toml"


class Helpline(Entry, frozen=True):
    """One line; ``speaks`` empty: everybody's. ``verified`` None: no human has checked it yet."""

    number: Annotated[str, Meta(pattern=r"^[0-9 ]{3,16}$")]
    names: Names
    speaks: tuple[Code, ...] = ()
    verified: date | None = None


class Helplines(Entry, frozen=True):
    """``helplines.toml``."""

    helpline: Annotated[tuple[Helpline, ...], Meta(min_length=1)]


@cache
def _listed(folder: Path) -> tuple[Helpline, ...]:
    return read(folder / FILE, Helplines).helpline


def lines_for(language: str, listed: tuple[Helpline, ...]) -> tuple[Helpline, ...]:
    """Those that speak ``language``; all of them when none does."""
    spoken = tuple(each for each in listed if language in each.speaks)
    return tuple(each for each in listed if not each.speaks or each in spoken or not spoken)


def card(language: str) -> str:
    """What the visitor reads, in ``language``."""
    lines = lines_for(language, _listed(settings.CONFIG_DIR))
    with override(language):
        # Translators: to a visitor in distress, above a list of telephone numbers.
        head = _("You do not have to carry this alone. You can ring now:")
    return "\n".join([head, *(f"{each.number} – {each.names[language]}" for each in lines)])


def cards() -> dict[str, str]:
    """The card by language of the talk."""
    return {code: card(code) for code, _name in settings.LANGUAGES}


def all_verified() -> bool:
    """Whether a human has checked every number."""
    return all(each.verified for each in _listed(settings.CONFIG_DIR))
