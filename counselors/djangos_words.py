"""Words of Django's own that one of our languages lacks: ours fill the gap.

Without them Django falls back to the first language of the service, and a page in Dutch or
Ukrainian would turn French in the middle. Nobody imports this; the catalogues are made from it.
"""

from typing import Final

from django.utils.translation import gettext_noop, ngettext_lazy

ADMIN: Final = (
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
    gettext_noop("Model name"),
)
FORMS: Final = (
    gettext_noop("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    gettext_noop("“%(pk)s” is not a valid value."),
    ngettext_lazy("Please submit at most %(num)d form.", "Please submit at most %(num)d forms."),
    ngettext_lazy("Please submit at least %(num)d form.", "Please submit at least %(num)d forms."),
)
PASSWORDS: Final = (
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)
