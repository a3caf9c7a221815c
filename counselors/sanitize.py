"""What staff write becomes harmless HTML, or plain text for visitors.

The only door to bleach, to the reader of Markdown, and to HTML that is not escaped again. A strict
Content-Security-Policy is the second wall behind it.
"""

import re
from functools import cache
from html.parser import HTMLParser
from typing import Final

import bleach
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS: Final = frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "a"})
ATTRIBUTES: Final = {"a": ["href"]}
PROTOCOLS: Final = frozenset({"https", "http", "mailto", "tel"})
MOST_TAGS: Final = 300
"""bleach takes 192 ms for 2,000 nested tags."""


class TooMuchMarkup(ValueError):
    """More tags than a text for people has."""


def rich(markdown: str) -> SafeString:
    """Markdown, with or without HTML in it, as HTML of few tags that pages show as it is.

    Raises :class:`TooMuchMarkup`.
    """
    html = _reader().render(markdown)
    if html.count("<") > 2 * MOST_TAGS:
        raise TooMuchMarkup(f"expected at most {MOST_TAGS} tags")
    clean = bleach.clean(html, tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS, strip=True)
    return mark_safe(clean.strip())  # noqa: S308 - nobody else may vouch for what staff wrote


def plain(markdown: str) -> str:
    """The same text without markup: lists with dashes, addresses in brackets behind their words."""
    page = _Plain()
    page.feed(rich(markdown))
    page.close()
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(page.pieces))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"breaks": True})


class _Plain(HTMLParser):
    """Collects the text of cleaned HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._lists: list[int | None] = []
        self._address = self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"ul", "ol"}:
            self._lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self.pieces.append(f"\n{self._bullet()} ")
        elif tag == "br":
            self.pieces.append("\n")
        elif tag == "a":
            self._address, self._words = dict(attrs).get("href") or "", ""

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "ul", "ol"}:
            if tag != "p":
                self._lists.pop()
            self.pieces.append("" if self._lists else "\n\n")
        elif tag == "a" and self._address not in {"", self._words}:
            self.pieces.append(f" ({self._address})")

    def handle_data(self, data: str) -> None:
        self._words += data
        self.pieces.append(data.replace("\n", " "))

    def _bullet(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "–"
        self._lists[-1] = number + 1
        return f"{number}."
