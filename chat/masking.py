"""Text that outlives a talk, without what could identify anybody: masked, or as single words."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from chat.language import frequent
from transcripts.redaction.domain import Kind, Said
from transcripts.vocabulary import words_of

if TYPE_CHECKING:
    from transcripts.redaction.redact import Redactor
    from transcripts.redaction.vocabulary import Vocabulary

COMMON: Final = 1e-3
"""Words that are so large a share of everything written in a language say nothing: “je”, “pour”."""


WORDS: Final = {
    Kind.EMAIL: _("e-mail address"),
    Kind.PHONE: _("phone number"),
    Kind.NISS: _("national number"),
    Kind.IBAN: _("account number"),
    Kind.CARD: _("card number"),
    Kind.VAT: _("company number"),
    Kind.IDDOC: _("document number"),
    Kind.PLATE: _("number plate"),
    Kind.ADDRESS: pgettext_lazy("masked", "address"),
    Kind.DOB: _("date of birth"),
    Kind.URL: pgettext_lazy("masked", "link"),
    Kind.HANDLE: _("account name"),
    Kind.AGE: _("age"),
    Kind.PERSON: pgettext_lazy("masked", "name"),
    Kind.NUMBER: pgettext_lazy("masked", "number"),
}
"""What stands in brackets in the place of what was masked."""


@cache
def _redactor(language: str) -> "Redactor":
    """Its patterns and lists of names take a moment, and only few processes need them.

    In a language that no page has, the brackets speak English.
    """
    from transcripts.redaction.redact import Redactor

    pages = dict(settings.LANGUAGES)
    with override(language if language in pages else "en"):
        return Redactor(_vocabulary(), {kind: str(word) for kind, word in WORDS.items()})


@cache
def _vocabulary() -> "Vocabulary":
    from transcripts.redaction.vocabulary import load_vocabulary

    return load_vocabulary(settings.CONFIG_DIR / "redaction.toml")


def masked(texts: Sequence[str], language: str, names: Iterable[str] = ()) -> list[str]:
    """The messages of one talk; a name that is stated in one is masked in all, and so are
    ``names``."""
    said = [Said(text, language) for text in texts]
    return [each.text for each in _redactor(language).redact_talk(said, names)]


def words_used(texts: Sequence[str], language: str) -> frozenset[str]:
    """The telling words of one talk, each once."""
    known = frequent.table()

    def is_common(word: str) -> bool:
        return known is not None and known.of(word).get(language, 0.0) >= COMMON

    return words_of(masked(texts, language), is_common)
