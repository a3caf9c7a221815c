"""What the columns of the figures are called."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chat.words import spoken
from chat.words.outcomes import OUTCOMES
from counselors import selectors

BY: Final = {
    "city": _("city"),
    "subject": _("subject"),
    "language": _("language"),
    "hour_band": pgettext_lazy("statistics", "hour"),
}
ANSWERS: Final = {
    "very_satisfied": _("Very satisfied"),
    "satisfied": _("Satisfied"),
    "dissatisfied": _("Dissatisfied"),
    "very_dissatisfied": _("Very dissatisfied"),
}
OTHER: Final = pgettext_lazy("statistics", "Other")
"""Only in imported figures: what they do not tell apart."""
TABLES: Final[dict[str, Any]] = {
    "contacts": _("How many came, by place and by what became of them"),
    "subject": _("Subject: as the counselor chose it at the end, else as the visitor asked"),
    "language": _("Language of the conversation"),
    "hour_band": _("Hour of the day at which it began, Brussels time"),
    "satisfaction": _("How satisfied the visitor was, if they said so"),
    "recommend": _("Whether the visitor would recommend the service, if they said so"),
    "found": _("Whether the visitor found what they needed, if they said so"),
    "first_visit": _("Whether it was the first visit, if they said so"),
    "wait_band": _("Time until the first answer, or until the visitor gave up"),
    "handle_band": _("Length of the conversation"),
    "message_band": _("Number of messages"),
    "outcome": _("Outcome, as the counselor chose it"),
    "ended_by": _("How it ended"),
    "city_served": _("City that answered"),
    "resources": _("Kinds of resource that were given"),
    "words": _("What many visitors said, by subject and language, with its rank: 1 is said most"),
}


def names(by: str, language: str) -> dict[str, str]:
    """The names of a dimension's values, in the order in which they are shown."""
    reference = selectors.reference(language)
    if by == "city":
        found = {each["key"]: each["name"] for each in reference["cities"]}
        return found | {"any": str(_("Any city"))}
    if by == "subject":
        found = {each["key"]: each["name"] for each in reference["subjects"]}
        return found | {"unknown": str(_("I don’t know yet")), "other": str(OTHER)}
    if by == "language":
        found = {each["code"]: each["name"] for each in reference["languages"]}
        return found | {"other": str(OTHER)}
    return {f"{hour:02d}-{(hour + 1) % 24:02d}": f"{hour}–{hour + 1}" for hour in range(24)}


def outcomes() -> dict[str, str]:
    """The outcomes by their keys."""
    return {key: str(word) for key, word in spoken(OUTCOMES).items()}


UNITS: Final = {"s": _("{n} s"), "min": _("{n} min"), "h": _("{n} h")}


def band(key: str) -> str:
    """A band of time as people say it: ``30-90s`` is “30–90 s”, ``300-600s`` is in minutes."""
    unit, ends = key.rstrip("+")[-1], [int(each) for each in key.strip("<sh+").split("-")]
    if unit == "s" and ends[0] >= 180:
        unit, ends = "min", [each // 60 for each in ends]
    time = str(UNITS[unit]).format(n="–".join(f"{each}" for each in ends))
    if key.startswith("<"):
        return str(_("under {time}")).format(time=time)
    return str(_("{time} and more")).format(time=time) if key.endswith("+") else time
