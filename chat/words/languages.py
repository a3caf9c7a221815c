"""Words about the language in which a talk goes on: asked by the counselor, decided by the visitor.

The question and its answers are said in two languages at once, so the visitor's page carries them
in all of them.
"""

from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from chat.words import Plural, Word, spoken

ASKED: Final[dict[str, Word | Plural]] = {
    # Translators: {alias} is the adviser, {language} the name of a language in yours.
    "go_on": _("{alias} suggests going on in {language}. Is that all right?"),
    "go_on_yes": _("Yes"),
    "go_on_no": _("No"),
}

VISITOR: Final[dict[str, Word]] = {
    # Translators: {language} is the name of a language in the page's language.
    "notice_language_changed": _("The conversation goes on in {language}."),
    # Translators: {language} is the name of a language in the page's language.
    "notice_language_kept": _("The conversation stays in {language}."),
}

DESK: Final[dict[str, Word]] = {
    # Translators: button; {language} is the name of a language in the page's language.
    "language.ask": _("Ask to go on in {language}"),
    # Translators: {language} is the name of a language in the page's language.
    "language.asked": _("You asked to go on in {language}. No answer yet."),
    # Translators: {language} is the name of a language in the page's language.
    "language.hand": _("You do not speak {language} here: a colleague can take over."),
    # Translators: {language} is the name of a language in the page's language.
    "notice.language_changed": _("The visitor goes on in {language}."),
    # Translators: {language} is the name of a language in the page's language.
    "notice.language_kept": _("The visitor would rather stay in {language}."),
}


def in_every_language() -> dict[str, object]:
    """The question and its answers by key and language: ``go_on.nl``."""
    return {
        f"{key}.{code}": word
        for code, _name in settings.LANGUAGES
        for key, word in spoken(ASKED, code).items()
    }
