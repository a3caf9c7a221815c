"""E-mail addresses, handles and links that lead to somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from transcripts.redaction.domain import Hit
from transcripts.redaction.line import Line

_EMAIL: Final = re.compile(
    r"(?<![\w.+%-])[\w+%'-][\w.+%'-]*+(?P<gap> ?)[@＠] ?\w[\w-]*+"
    r"(?P<end>(?: ?[.,] ?[^\W\d_]{2,24}(?![^\W_])|\.[\w-]++)*+)"
)
_ENDING: Final = re.compile(
    r"[.,] ?(?:com|net|org|info|eu|be|fr|nl|de|lu|ch|at|uk|ua|es|it|pt|pl|ro|ma|tn|dz|tr|ru)\Z"
)
# The sign and the dots said in words, or in brackets.
_AT: Final = (
    r"(?:arobase|arobas|arrobase|apenstaartje|apestaartje|at|ät|klammeraffe|собака|равлик|@)"
)
_DOT: Final = r"(?:point|punt|dot|punkt|крапка|точка|\.)"
_SPELLED: Final = re.compile(
    rf"(?<![\w.+-])[\w+-][\w.+-]*+(?: {_DOT} [\w-]++){{0,3}} ?[\[({{]? ?{_AT} ?[\])}}]? ?"
    rf"\w[\w-]*+(?: ?[\[({{]? ?{_DOT} ?[\])}}]? ?[\w-]{{2,24}}){{1,3}}(?!\w)",
    re.IGNORECASE,
)
_PLAIN_AT: Final = re.compile(r"@| at | ät ", re.IGNORECASE)  # “look at actiris.brussels”
_IN_WORDS: Final = re.compile(rf"[\[({{]|[ \])}}](?!\.){_DOT}[ \])}}]", re.IGNORECASE)
_HANDLE: Final = re.compile(r"(?<![\w@./-])[@＠][^\W_][\w.]{1,38}(?<!\.)(?!\w)")
_BARE_HANDLE: Final = re.compile(r"[\w.-]{3,40}(?<![.-])")
_SAID: Final = re.compile(
    r"(?: (?:is|est|c'est|ist|name|naam|nom)){0,2} ?[:=] ?| (?:is|est|c'est|ist) | "
)
_LINK: Final = re.compile(
    r"(?<![\w@./-])(?:https?://|www\.)[^\s<>\"\x00]++"
    r"|(?<![\w@./-])(?=[a-z\d-]{1,63}\.)(?:[a-z\d-]{1,63}\.){1,4}[a-z]{2,12}/[^\s<>\"\x00]++",
    re.IGNORECASE,
)
_PERSONAL: Final = re.compile(
    r"(?:linkedin\.com/(?:in|pub)|(?:facebook|fb|instagram|tiktok|twitter|x|threads|snapchat|github"
    r"|gitlab|medium|pinterest|behance|vk|ok|youtube|twitch|soundcloud|skype)\.(?:com|net|ru)/"
    r"|(?:t|wa|m|fb|paypal|discord|calendly|linktr|about|zoom|doodle|wetransfer|we|bit|tinyurl)"
    r"\.(?:me|gg|com|ee|us|tl|ly)/|(?:drive|docs|forms|maps|meet|calendar|photos)\.google\."
    r"|dropbox\.com|onedrive\.|1drv\.ms|sharepoint\.com|icloud\.com|teams\.microsoft"
    r"|/(?:in|u|user|users|profile|profil|profiel|member|people|account|cv|portfolio|dossier)/"
    r"|/[@~]|[?&;#][\w.-]{1,40}=|[\w-]{24,}|\d{6,})",
    re.IGNORECASE,
)
_TRAILING: Final = ".,;:!?)]}'’\""


def email(line: Line) -> Iterator[Hit]:
    """An address, whole, spaced out or without its ending."""
    if "@" not in line.text and "＠" not in line.text:
        return
    for match in _EMAIL.finditer(line.text):
        if match["gap"] and not _is_spaced(line, match):
            continue
        end = match.start() + len(match[0].rstrip("., "))
        yield Hit(match.start(), end, "letters around an @", 0.97)


def _is_spaced(line: Line, match: re.Match[str]) -> bool:
    """“jean @ gmail . com”, not “my telegram @jean.com”."""
    if line.text[match.end("gap") + 1] == " ":
        return True
    named = line.before("handle", match.start("gap"), 12)
    return named is None and _ENDING.search(match["end"].lower()) is not None


def spelled_email(line: Line) -> Iterator[Hit]:
    """An address whose sign or dots are said in words."""
    for match in _SPELLED.finditer(line.text):
        if _PLAIN_AT.search(match[0]) and not _IN_WORDS.search(match[0]):
            continue
        yield Hit(*match.span(), "an address with its signs in words", 0.93)


def handle(line: Line) -> Iterator[Hit]:
    """A name on a network: after @, or after the word for the network."""
    for match in _HANDLE.finditer(line.text):
        yield Hit(*match.span(), "a name after @", 0.9)
    for cue in line.of_kind("handle"):
        said = _SAID.match(line.text, cue.end)
        named = _BARE_HANDLE.match(line.text, said.end()) if said else None
        if said and named and _is_handle(named[0], is_announced=said[0] != " "):
            yield Hit(*named.span(), "after the name of a network", 0.7)


def _is_handle(word: str, *, is_announced: bool) -> bool:
    """“insta: jean.d” and “insta jean_d9”, but no place or year after “facebook”."""
    marks = r"[\d_.]" if is_announced else r"[\d_]"
    return re.search(marks, word) is not None and re.search(r"[^\W\d_]", word) is not None


def link(line: Line) -> Iterator[Hit]:
    """A link to a profile, a file or a page of one's own; pages for everybody stay."""
    if "/" not in line.text and "www." not in line.text.lower():
        return
    for match in _LINK.finditer(line.text):
        whole = match[0].rstrip(_TRAILING)
        end = match.start() + len(whole)
        if _PERSONAL.search(whole):
            yield Hit(match.start(), end, "leads to a person, a file or a session", 0.95)
        elif line.before("profile", match.start(), 25):
            yield Hit(match.start(), end, "after a word for a page of one's own", 0.9)
