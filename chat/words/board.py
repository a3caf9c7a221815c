"""Words that the script of the live board needs; the template has its own."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from chat.words import Plural, Word, ngettext_noop

WORDS: Final[dict[str, Word | Plural]] = {
    # the connection, in the header
    "link.off": _("Connecting …"),
    "link.connecting": _("Connecting …"),
    "link.live": _("Live"),
    "link.lost": _("Connection lost. These figures are from {time}."),
    "link.refused": _("You are not signed in any more. Reload the page to sign in."),
    "link.storing": _("The service cannot look up new figures just now."),
    # Translators: how busy a city is in a language; shown beside a light.
    "light.calm": _("Calm"),
    "light.busy": _("Busy"),
    "light.full": _("Full"),
    "light.closed": _("Closed"),
    # the guard at the doors
    "guard.off": _("The guard is off: each question goes in at once."),
    # Translators: {time} is like "14:05".
    "guard.on": _(
        "The guard is on until {time}: each browser first shows that no machine is writing, and "
        "people come in one by one."
    ),
    # Translators: shown when far more people than usual came in the last minute.
    "guard.rush": _(
        "Far more people than usual have come in the last minute. If machines are writing, switch "
        "the guard on."
    ),
    # Translators: button.
    "guard.switch_on": _("Switch the guard on"),
    # Translators: button.
    "guard.switch_off": _("Switch the guard off"),
    "any_city": _("Any city"),
    "rows.none": _("Nobody is on duty and nobody waits. Rows appear as soon as somebody comes."),
    "rows.hidden": Plural(
        *ngettext_noop(
            "{n} row is hidden because nothing happens there.",
            "{n} rows are hidden because nothing happens there.",
        )
    ),
    # Translators: read aloud; {time} is the longest wait, as in "4 min".
    "said": Plural(
        *ngettext_noop(
            "{n} person is waiting, the longest for {time}.",
            "{n} people are waiting, the longest for {time}.",
        )
    ),
    "said.none": _("Nobody is waiting."),
}
