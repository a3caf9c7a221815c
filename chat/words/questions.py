"""Words of the pages of left questions."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from chat.words import Word

URGENCIES: Final[dict[str, Word]] = {
    # Translators: how pressing an answer is; small, beside the date it is promised for.
    "calm": _("in time"),
    "soon": _("half of the time is over"),
    "urgent": _("pressing"),
    "late": _("overdue"),
}
"""By ``routing.working_time.Urgency``."""

SAID: Final[dict[str, Word]] = {
    "wrote_more": _("The visitor has written more. Read it before you send; your text is kept."),
    "empty": _("There is no answer to send yet: write it first."),
    "refused": _("Not done: a colleague was faster, or the visitor came back. Your text is kept."),
    "draft": _("Draft kept."),
    "put_back": _("Put back: the others see it again."),
    "ask_reading": _("A colleague is asked to read your draft."),
    "has_read": _("Thank you: your colleague sees that you have read it."),
    "send": _("Sent. The visitor reads it with the return code."),
}
"""What became of a button."""
