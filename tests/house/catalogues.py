"""The words of the interface: found in the sources, kept in ``miti/locale``, none missing.

``python -m tests.house.catalogues update`` brings the catalogues up to date with the sources;
``check`` fails on a word that is missing, unsure, no longer used, or lost a placeholder.
Babel does it all, so that no machine needs GNU gettext.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "miti" / "locale"
LISTED = tomllib.loads((ROOT / "config" / "languages.toml").read_text(encoding="utf-8"))
LANGUAGES = tuple(
    each["code"] for each in LISTED["language"] if each["code"] != "en"
)  # the sources are in English
PACKAGES = ("miti", "chat", "counselors", "transcripts", "routing")
HEADER = r"""msgid ""
msgstr ""
"Language: {language}\n"
"Plural-Forms: {plural_forms}\n"
"Content-Type: text/plain; charset=utf-8\n"

"""
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "ngettext_noop": (1, 2),
    "Plural": (1, 2),  # chat.words
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def sources() -> Iterator[Path]:
    """Every file that may hold words."""
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")
        yield from (path for path in (ROOT / package).rglob("templates/**/*") if path.is_file())
    yield from (ROOT / "static" / "js").rglob("*.js")


class Found(NamedTuple):
    """Something to be translated, as it stands in a source."""

    words: str | tuple[str, ...]
    context: str | None
    comments: list[str]


def words_in(path: Path) -> Iterator[Found]:
    """What is to be translated in one file; two words for singular and plural."""
    text = path.read_text(encoding="utf-8")
    method, options = "python", {}
    if path.suffix == ".js":
        # Template literals are looked into as well; by itself the extractor passes them by.
        method, options = "javascript", {"parse_template_string": True}
    elif path.suffix != ".py":
        # Django's own rewriting of a template as code, which is Python but for its indentation.
        text = re.sub(r"(?m)^[ \t]+", "", templatize(text, origin=str(path)))
    source = BytesIO(text.encode())
    found = extract(method, source, KEYWORDS, ["Translators:"], options, strip_comment_tags=True)
    for _line, words, comments, context in found:
        yield Found(words, context, comments)


def template() -> Catalog:
    """All words of the sources, with the files that they stand in."""
    _configure()
    catalog = Catalog(charset="utf-8")
    for path in sorted(sources()):
        place = (path.relative_to(ROOT).as_posix(), 0)
        for words, context, comments in words_in(path):
            catalog.add(words, locations=[place], auto_comments=comments, context=context)
    return catalog


def read(language: str) -> Catalog:
    """The catalogue of one language; an empty one where there is none yet."""
    file = catalogue_file(language)
    if not file.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with file.open("rb") as opened:
        return read_po(opened, locale=language)


def catalogue_file(language: str) -> Path:
    """Where the catalogue of a language is kept."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def update(language: str, words: Catalog) -> None:
    """Add what is new, drop what is gone, keep the rest; guess nothing."""
    catalog = read(language)
    catalog.update(words, no_fuzzy_matching=True)
    body = BytesIO()
    write_po(body, catalog, width=96, sort_output=True, include_lineno=False,
             ignore_obsolete=True, omit_header=True)  # fmt: skip
    file = catalogue_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    # A short header of our own: Babel's holds the hour, which would change at every update.
    header = HEADER.format(language=language, plural_forms=catalog.plural_forms)
    file.write_bytes(header.encode() + body.getvalue().rstrip() + b"\n")


def faults(language: str, words: Catalog) -> Iterator[str]:
    """What is wrong with a language's catalogue, a line each."""
    catalog = read(language)
    wanted = {_key(message) for message in words if message.id}
    for message in catalog:
        if message.id and _key(message) not in wanted:
            yield f"{language}: no longer used: {message.id!r}"
    for message in words:
        if message.id:
            yield from (
                f"{language}: {fault}: {message.id!r}" for fault in _faults_of(message, catalog)
            )


def _faults_of(wanted: Message, catalog: Catalog) -> Iterator[str]:
    identifier = wanted.id if isinstance(wanted.id, str) else wanted.id[0]
    found = catalog.get(identifier, wanted.context)
    if found is None:
        yield "missing"
        return
    if found.fuzzy:
        yield "marked as unsure"
    given = found.string if isinstance(found.string, (tuple, list)) else (found.string,)
    needed = catalog.num_plurals if found.pluralizable else 1
    if len(given) != needed or not all(given):
        yield "not translated"
    else:
        yield from (str(error) for error in found.check(catalog))
        if any(_holes(str(words)) != _holes(identifier) for words in given):
            yield f"the holes are not {' '.join(sorted(_holes(identifier))) or 'none'}"


def _holes(words: str) -> set[str]:
    """The ``{name}`` places that a script fills in; a number may be left out: “one person”."""
    return set(re.findall(r"\{\w+\}", words)) - {"{n}"}


def _key(message: Message) -> tuple[str, str | None]:
    return (message.id if isinstance(message.id, str) else message.id[0], message.context)


def _configure() -> None:
    """Django rewrites templates only with settings, though it needs none of them."""
    if not settings.configured:
        settings.configure()


def main(words: list[str]) -> int:
    """``update`` writes the catalogues; ``check`` prints what is wrong with them."""
    everything = template()
    if words == ["update"]:
        for language in LANGUAGES:
            update(language, everything)
        return 0
    found = [fault for language in LANGUAGES for fault in faults(language, everything)]
    print("\n".join(found) or f"{len(everything)} words, in {len(LANGUAGES) + 1} languages.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
