"""Words of the desk about why a person is a counselor's, or may (not) be."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from chat.words import Word

MINE: Final[dict[str, Word]] = {
    "why.own_city": _("They chose your city."),
    "why.any_city": _("Any city suits them, and you are free."),
    "why.other_city": _("Nobody suits better in their city, so you can help."),
    "why.asked_for": _("Your colleague asked for you."),
    "why.returning": _("You were talking with them before."),
    "why.picked": _("You took them from the queue."),
    "why.yes": _("You may take this person."),
    "why.off_duty": _("You are off duty."),
    "why.no_free_slot": _("Everybody who could help is busy."),
    "why.paused": _("Everybody who could help is paused."),
    "why.away": _("They went away for a moment and keep their place."),
    "why.own_city_first": _("Their city asks to be first for a little longer."),
    "why.declined": _("Those who are free have passed."),
    "why.nobody_on_duty": _("Nobody is on duty."),
    "why.no_language": _("Nobody on duty speaks the language."),
    "why.no_subject": _("Nobody on duty knows the subject in this language."),
    "why.language": _("You do not speak this language here."),
    "why.subject": _("This subject is not one of yours."),
    "why.slots": _("All your places are in use."),
    "why.not_accepting": _("You are paused."),
    "why.already_declined": _("You passed them on before."),
    "why.reserved": _("Kept for a colleague for a moment."),
    "why.other": _("Chosen by the routing rules."),
    # what made it their turn, and not that of the next who waited
    "turn.cut_off": _("Their talk was cut off, so they come first."),
    "turn.waited": _("Of those you can help, they have waited longest."),
    "turn.rescue": _("Of those you can help, they would have to wait longest for somebody else."),
    "turn.other_city": _("The others whom you can help asked for another city."),
    "turn.proficiency": _("You speak their language better than that of the others who wait."),
    "turn.other": _("It was their turn."),
    # Translators: what was weighed when a person was given to the counselor; each is a part of
    # the lists in the sentences below, as in "This counts against it: you are in another city."
    "term.other_city": _("you are in another city"),
    "term.proficiency": _("you speak the language less well than others"),
    "term.load": _("you already have talks"),
    "term.returning": _("you were talking with them before"),
    "term.reserve": _("you are the reserve, asked last"),
    "term.scarcity": _("others may soon need you more"),
    "term.shift": _("the talk may last beyond the end of your duty"),
    "term.other": _("another rule of the routing"),
    "weighed.for": _("This counts for you: {terms}."),
    "weighed.against": _("This counts against it: {terms}."),
    "weighed.close": _("A colleague would suit almost as well."),
}
