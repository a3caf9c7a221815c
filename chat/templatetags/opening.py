"""Open, busy or closed in words, as ``static/js/core/front_advice.js`` says it in the browser.

Both use the same words (``chat.words.visitor``), so the page does not change under the reader's
eyes when its scripts arrive.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from babel.dates import format_date, format_datetime
from django import template
from django.utils import timezone
from django.utils.translation import get_language

from chat.words.visitor import WORDS

register = template.Library()

NEAR = timedelta(days=6)
"""Up to here, and since then, the name of a weekday is clear without a date."""


@register.simple_tag
def opening(place: Mapping[str, Any], now: float) -> str:
    """The state of ``place``, and until when if it is closed; instants in seconds UTC."""
    if place["state"] != "closed" or place.get("opens_at") is None:
        return _word(f"state_{place['state']}")
    moment = when(_local(place["opens_at"]), _local(now), get_language() or "en")
    return _word("state_closed_until").format(when=moment)


@register.filter
def in_words(at: datetime) -> str:
    """The instant ``at`` as one says it now, in the language of the page."""
    return when(timezone.localtime(at), timezone.localtime(), get_language() or "en")


@register.filter
def until_in_words(at: datetime) -> str:
    """A promised instant: midnight belongs to the day that it ends, and “Monday 00:00” to none."""
    local = timezone.localtime(at)
    return in_words(at if local.time() != time() else at - timedelta(minutes=1))


def when(at: datetime, now: datetime, language: str) -> str:
    """The instant ``at`` in as few words as are clear at ``now``, both in the service's zone."""
    time = format_datetime(at, "HH:mm", locale=language)
    if at.date() == now.date():
        return time
    if at.date() == now.date() + timedelta(days=1):
        return _word("when_tomorrow").format(time=time)
    pattern = "EEEE" if abs(at - now) < NEAR else "EEEE d MMMM"
    return _word("when_day").format(day=format_date(at, pattern, locale=language), time=time)


def _word(key: str) -> str:
    return str(WORDS[key])


def _local(seconds: float) -> datetime:
    return timezone.localtime(datetime.fromtimestamp(seconds, tz=timezone.get_default_timezone()))
