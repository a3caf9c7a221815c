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
from django.utils.translation import gettext as _

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
def promised(at: datetime) -> str:
    """A day and an hour that somebody may write down, as ``core/promised.js`` says it.

    A desk that never closes promises until midnight: that is the whole day that ends then.
    """
    local = timezone.localtime(at)
    if local.time() == time():
        return _date(local - timedelta(days=1), get_language() or "en")
    day = _date(local, get_language() or "en")
    return _word("when_promised").format(day=day, time=f"{local:%H:%M}")


def when(at: datetime, now: datetime, language: str) -> str:
    """The instant ``at`` in as few words as are clear at ``now``, both in the service's zone."""
    time = format_datetime(at, "HH:mm", locale=language)
    if at.date() == now.date():
        return time
    if at.date() == now.date() + timedelta(days=1):
        return _word("when_tomorrow").format(time=time)
    near = abs(at - now) < NEAR
    day = format_date(at, "EEEE", locale=language) if near else _date(at, language)
    return _word("when_day").format(day=day, time=time)


def _date(at: datetime, language: str) -> str:
    # Translators: how a day is written out, in Unicode's letters: EEEE is "Monday", d is "3",
    # MMMM is "March". English: "Monday 3 March"; German: "EEEE, d. MMMM".
    return format_date(at, _("EEEE d MMMM"), locale=language)


def _word(key: str) -> str:
    return str(WORDS[key])


def _local(seconds: float) -> datetime:
    return timezone.localtime(datetime.fromtimestamp(seconds, tz=timezone.get_default_timezone()))
