"""What a visitor is asked at the end; the page asks for these words when it comes to that."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from chat.words import Word

EXIT_QUESTIONS: Final[dict[str, Word]] = {
    "title": _("How was it?"),
    "hint": _("If you like. Only the answers are counted, without your text."),
    "satisfaction": _("Are you satisfied with our help?"),
    "very_satisfied": _("Yes, very"),
    "satisfied": _("Rather yes"),
    "dissatisfied": _("Rather not"),
    "very_dissatisfied": _("Not at all"),
    "recommend": _("Would you recommend us to others?"),
    "first_visit": _("Is it your first time with us?"),
    "found": _("Did you find what you needed?"),
    "remark": _("Is there anything else you would like to say?"),
    "remark_hint": _("Please no names or numbers. We read it later and do not know who wrote it."),
    "too_long": _("Please make it shorter: at most 500 characters."),
    "send": _("Send"),
    "yes": _("Yes"),
    "no": _("No"),
    "thanks": _("Thank you."),
    # Translators: nothing was answered, and that is as good.
    "nothing": _("That is fine. Nothing is kept of it."),
    "skip": _("Skip this question"),
    "anew": _("Answer anew"),
}
