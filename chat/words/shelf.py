"""Words of the shelf of ready-made texts, at the desk and beside a left question."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from chat.words import Plural, Word, ngettext_noop

SHELF: Final[dict[str, Word | Plural]] = {
    "shelf.none": _("No text fits. Try another word, or fewer."),
    "shelf.count": Plural(*ngettext_noop("{n} text", "{n} texts")),
    # Translators: beside a text without a version in the talk's language; {language} is its name.
    "shelf.only": _("only in {language}"),
    "shelf.no_talk": _("When a talk is open, a click puts the text into your answer."),
}
