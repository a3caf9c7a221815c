"""Words for the browser: one translation system, Django's catalogues.

Each page's table (``chat.words.visitor``, ``desk``, ``board``) names the words its scripts need.
A page carries its table, already translated, as JSON; the scripts fill in ``{name}`` holes and
choose plural forms with ``Intl.PluralRules``, whose categories are what :func:`spoken` emits.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext, override

Word = Promise | str


@dataclass(frozen=True)
class Plural:
    """A counted phrase: English singular and plural, with ``{n}`` where the number goes.

    Mark it with ``ngettext_noop`` so that extraction finds it: ``Plural(*ngettext_noop(a, b))``.
    """

    one: str
    other: str

    def forms(self, language: str) -> dict[str, str]:
        """Translated form by CLDR plural category of ``language``."""
        rule = Locale.parse(language).plural_form
        samples = {rule(n): n for n in reversed((*range(121), 1_000_000))}
        return {name: ngettext(self.one, self.other, n) for name, n in samples.items()}


def ngettext_noop(one: str, other: str) -> tuple[str, str]:
    """Marks a counted phrase for extraction; Django has no such mark of its own."""
    return one, other


def spoken(
    table: Mapping[str, Word | Plural], language: str | None = None
) -> dict[str, str | dict[str, str]]:
    """The table in ``language`` (default: the active one), ready for JSON."""
    code = language or get_language() or "en"
    with override(code):
        return {
            key: word.forms(code) if isinstance(word, Plural) else str(word)
            for key, word in table.items()
        }
