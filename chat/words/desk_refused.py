"""Why the desk's last act was not done: words by ``refused.<code>``."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from chat.words import Word

REFUSED: Final[dict[str, Word]] = {
    "refused.malformed": _("The service did not understand the page. Please reload it."),
    "refused.too_long": _("The text is too long."),
    "refused.version": _("There is a new version of this page. Please reload it."),
    "refused.not_allowed": _("This is not yours any more."),
    "refused.not_found": _("This person is not there any more."),
    "refused.wrong_state": _("The talk has moved on, so this is not possible now."),
    "refused.too_fast": _("Too fast. Wait a moment and try again."),
    "refused.closed_now": _("The service is closed now."),
    "refused.taken": _("A colleague was faster."),
    "refused.too_late": _("It is too late for that."),
    "refused.full": _("All your places are in use."),
    "refused.too_many": _(
        "As many talks as you have places are on hold already. Go on with one, or end one, before "
        "you put another on hold."
    ),
    "refused.unavailable": _("The service cannot store anything just now. Try again soon."),
    "refused.other": _("This did not work. Try again."),
}
