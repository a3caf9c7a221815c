"""What a page says that is older than the service: it asks for these words when it finds out."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from chat.words import Word

OUTDATED: Final[dict[str, Word]] = {
    "text": _(
        "The service was updated. Load this page again when it suits you: what you wrote stays."
    ),
    "button": _("Load again"),
}
