"""Words of the desk about talks that are handed over or put on hold."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chat.words import Word

HANDING: Final[dict[str, Word]] = {
    "hand.give": _("Hand over"),
    "hand.giving": _("Handing over …"),
    "hand.nobody": _("No colleague with this language and this subject is on duty."),
    # Translators: a colleague with a free place, or without one; small, beside a name.
    "hand.free": pgettext_lazy("colleague", "free"),
    "hand.busy": pgettext_lazy("colleague", "busy"),
    "hand.choose_colleague": _("Choose a colleague."),
    "hand.choose_skills": _("Choose a subject, a language or a city."),
    "hand.reads": _("The visitor reads: “{text}”"),
    "hand.told_on": _("Another adviser takes over. You keep your place."),
    "hand.told_to": _("{alias} is asked to take over. You keep your place."),
    # Translators: {what} names a subject, a language, a city or several: "Learning · Namur".
    "hand.told_for": _("We are looking for another adviser ({what}). You keep your place."),
    # what is to be known before a talk goes to another subject, language or city
    "hand.warn_nobody": _(
        "Nobody is there for this now. The talk will wait in the queue until somebody comes."
    ),
    # Translators: {city} is the city that the talk is handed over to.
    "hand.warn_elsewhere": _(
        "Nobody of {city} is on duty now. Somebody of another city may take the talk."
    ),
    "hand.warn_busy": _(
        "Everybody who could take the talk is busy now. It will wait until somebody is free."
    ),
    # Translators: above the note of the counselor who had this talk before.
    "handed.by": _("Handed over by {alias}"),
    # Translators: button: the talk uses no place until it goes on.
    "hold.hold": _("Put on hold"),
    # Translators: button: a talk on hold goes on.
    "hold.go_on": _("Go on"),
    # Translators: {time} is like "11:20".
    "hold.ends": _("On hold for long: this talk ends at {time}, unless somebody writes."),
}
