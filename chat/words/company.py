"""Words of the desk about colleagues beside a talk, distress, and what is undone."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from chat.words import Word

WORDS: Final[dict[str, Word]] = {
    # Translators: desktop notification after a missed call, while that person still waits.
    "quiet.waits": _("Somebody waits for an answer."),
    # Translators: whisper to a colleague who is called to a talk with somebody in distress.
    "care.called": _("This visitor is in distress. Please look on."),
    "care.looking": _(
        "We are looking for a colleague. You can send this at once: we call somebody as soon as "
        "we know who is there."
    ),
    "care.calls": _("{alias} is asked to look on."),
    "care.nobody": _("No colleague with this language and this subject is on duty."),
    # Translators: button beside a talk that was closed a moment ago.
    "talks.reopen": _("Reopen"),
    # Translators: on a talk of a colleague's that one reads along.
    "talk.looking_on": _("you look on"),
    "beside.has": _("Only {alias} writes to the visitor. You look on, and can whisper."),
    "beside.waits": _("You read on until somebody has taken this talk."),
    "beside.reads": _("Looks on: {alias}. The visitor never sees what you whisper."),
    # Translators: small; what a colleague does in a talk that one shares.
    "company.away": _("{alias} is elsewhere"),
    "company.reads": _("{alias} is reading"),
    "company.whispers": _("{alias} is whispering …"),
    "company.answers": _("{alias} is writing to the visitor …"),
    # Translators: small, below a line that was corrected after it had been sent.
    "mark.corrected": _("corrected"),
    "mark.amend": _("Correct"),
    "notice.closed.blocked": _("The counselor ended the talk for abuse."),
    "notice.reopened": _("The counselor opened the talk again."),
    "state.handed": _("Handed over: waiting for whoever takes it."),
    "gone.stepped_aside": _("You do not look on any more."),
    # Translators: button that asks a colleague to look on.
    "hand.ask": _("Ask to look on"),
    "hand.looks": _("The visitor is told nothing, and you keep the talk."),
}
