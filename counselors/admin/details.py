"""The details of a line in the audit trail, in the reader's words: the line itself keeps codes."""

import re
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_WORDS: Final[dict[str, Promise]] = {
    "added": pgettext_lazy("trail", "added"),
    "changed": pgettext_lazy("trail", "changed"),
    "deleted": pgettext_lazy("trail", "deleted"),
    "checked": pgettext_lazy("trail", "checked"),
    "looks on": pgettext_lazy("trail", "looks on"),
    "left question": pgettext_lazy("trail", "left question"),
    "off-boarded": pgettext_lazy("trail", "off-boarded"),
    "second step forgotten": pgettext_lazy("trail", "second step forgotten"),
    "insults": _("Insults"),
    "threats": _("Threats"),
    "sexual": _("Sexual remarks"),
    "disruption": _("Disruption"),
    r"(?P<new>\d+) new, (?P<changed>\d+) changed": pgettext_lazy(
        "trail", "%(new)s new, %(changed)s changed"
    ),
    r"(?P<count>\d+) as (?P<kind>\w+)": pgettext_lazy("trail", "%(count)s as %(kind)s"),
}
"""By what stands in the trail, a pattern; a test does every deed and asks for its words."""


def in_words(detail: str) -> str:
    """What ``detail`` says; as it stands if nobody knows it, for lines outlive the code."""
    for pattern, words in _WORDS.items():
        if found := re.fullmatch(pattern, detail):
            return str(words) % found.groupdict()
    return detail
