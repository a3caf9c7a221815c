"""How a talk ended, in the counselor's words: the second click of the wrap-up."""

from django.utils.translation import gettext_lazy as _

from chat.words import Word

OUTCOMES: dict[str, Word] = {
    "answered": _("Answered"),
    "referred": _("Referred elsewhere"),
    "appointment": _("Appointment made"),
    "unanswered": _("Could not answer"),
    "left_early": _("Visitor left early"),
    "abuse": _("Abuse"),
}
"""By the key that goes over the wire (``protocol.Outcome``)."""

DEPTHS: dict[str, Word] = {"information": _("Information"), "guidance": _("Guidance")}
"""By the key that goes over the wire (``protocol.Depth``)."""
