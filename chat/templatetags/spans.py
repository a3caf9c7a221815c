"""Spans of time in the language of the page: “30 days”, “1 hour”."""

from datetime import datetime, timedelta
from typing import Final, Literal

from babel.dates import format_timedelta
from django import template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()

UNITS: Final[tuple[tuple[Literal["year", "day", "hour", "minute"], timedelta, timedelta], ...]] = (
    ("year", 2 * timedelta(days=365.25), timedelta(days=365.25)),
    ("day", timedelta(days=1), timedelta(days=1)),
    ("hour", timedelta(hours=1), timedelta(hours=1)),
    ("minute", timedelta(0), timedelta(minutes=1)),
)
"""From which span on something is told in a unit, and how long one is."""
FAR: Final = float("inf")
"""So that no other unit is taken than the one that was asked for."""
NOBODY: Final = "–"


@register.filter
def timespan(span: timedelta) -> str:
    """Whole years, days, hours or minutes, in the largest unit that says enough."""
    if not span:
        return _("not at all")
    unit, one = next((unit, one) for unit, least, one in UNITS if span >= least)
    return format_timedelta(
        int(span / one) * one, granularity=unit, threshold=FAR, locale=get_language() or "en"
    )


@register.filter
def age(since: datetime | None) -> str:
    """How old something is now; a dash if there is nothing, or if its time is still to come."""
    now = timezone.now()
    return NOBODY if since is None or since > now else timespan(now - since)
