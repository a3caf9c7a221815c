"""Words of the button on a city's own site; the service sends them with the button's state."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from chat.words import Word

EMBED: Final[dict[str, Word]] = {
    # Translators: on the button; below it stands how it is: "open", "busy".
    "ask": _("Ask an adviser"),
    # Translators: on the button while everything is closed.
    "ask_later": _("Leave my question"),
    # Translators: the name of the frame that the button opens.
    "title": _("Miti: talk to an adviser"),
    "close": _("Close"),
    "refused": _("This site cannot show the conversation in its page."),
    # Translators: opens the conversation in a window of its own.
    "window": _("Open it in a new window"),
}
