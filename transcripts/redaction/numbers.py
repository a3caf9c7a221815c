"""Numbers that stand for a person or an account: NISS, IBAN, card, VAT, telephone, any long one.

A check digit raises the score and is no gate: most numbers that do not check out are mistyped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from transcripts.redaction import checks
from transcripts.redaction.domain import Hit
from transcripts.redaction.line import Line
from transcripts.redaction.phones import country_of

# Each pattern is tried at the beginning of every number, within a lookahead, so that one that
# begins too early does not eat the beginning of the right one. All repeats are bounded.
_NISS: Final = re.compile(
    r"(?<![\dA-Za-z+])(?<!\d[.,])"
    r"(?=(\d\d[ ./-]?\d\d[ ./-]?\d\d[ ./–-]{0,3}\d{3}[ ./–-]{0,3}\d\d)(?!\d))"
)
_IBAN: Final = re.compile(
    r"(?<![^\W_])(?=([A-Z]{2} ?\d\d(?:[ .-]?[A-Z]{4}(?=[ .-]?[A-Z]{0,2}\d))?"
    r"(?:[ .-]?(?=[A-Z]{0,2}\d)[A-Z\d]{1,30}){1,9}))",
    re.IGNORECASE,
)
_CARD: Final = re.compile(r"(?<![\w+])(?<!\d[ .-])(?=(\d(?:[ .-]{0,2}\d){12,18})(?![ .-]?\d))")
_VAT: Final = re.compile(
    r"(?<![^\W_])(?=((?:(BE)[ .:-]{0,2})?\(?[01]?\d{3}\)?[ .-]{0,2}\d{3}[ .-]{0,2}\d{3})(?!\d))",
    re.IGNORECASE,
)
_EU_VAT: Final = re.compile(
    r"(?<![^\W_])(?=((?:AT|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI"
    r"|SK|GB|XI)[ .-]?[A-Z\d]{2}(?:[ .]?[A-Z\d]){5,11})(?![^\W_]))",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(
    r"(?<![\w+])(?=((?:\+|\(\+|00|\(?0)[ (]{0,2}\d?(?:[ ./()–-]{0,3}\d){6,16}))"
)
_DATED: Final = re.compile(r"0\d[./ -](?:0\d|1[0-2])[./ -](?:19|20)\d\d(?!\d)")
_LONG: Final = re.compile(r"(?<![^\W_])(?=(\d(?:[ ./–+-]{0,2}\d){8,40}))")
_HARMLESS: Final = re.compile(
    # file numbers by year · amounts and counts in threes · times and dates · lists of years
    r"(?:19|20)\d\d[/-]\d{3,6}|\d{1,3}(?:[ .]\d{3}){2,4}(?=\s?(?:€|euro?s?\b|eur\b|євро))"
    r"|(?:\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}(?: ?[-–/+ ] ?)?){2,4}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4} {1,2}\d{1,2}|(?:(?:19|20)\d\d[ /–-]{0,3}){2,6}"
    r"|(?:19|20)\d\d-\d\d-\d\d[ T]{1,2}\d\d?"
)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def niss(line: Line) -> Iterator[Hit]:
    """Eleven digits that begin with a date: a month above 12 makes it a bis number."""
    for match in _NISS.finditer(line.text):
        digits = _digits(match[1])
        start, end = match.span(1)
        if checks.is_niss(digits):
            yield Hit(start, end, "national register number, its check digits are right", 0.98)
        elif line.before("niss", start):
            yield Hit(start, end, "after a word for it; its check digits are wrong", 0.9)
        elif int(digits[2:4]) <= 52 and int(digits[4:6]) <= 31:
            yield Hit(start, end, "begins with a date; its check digits are wrong", 0.72)
        elif re.fullmatch(r"\d\d\D?\d\d\D?\d\d\D+\d{3}\D+\d\d", match[1]):
            yield Hit(start, end, "is grouped like one; its check digits are wrong", 0.7)


def iban(line: Line) -> Iterator[Hit]:
    """An account number; what its country's length leaves over is not part of it."""
    for match in _IBAN.finditer(line.text):
        start, whole = match.start(1), match[1]
        for end in _ends(whole):
            if checks.is_iban(re.sub(r"[ .-]", "", whole[:end]).upper()):
                yield Hit(start, start + end, "account number, its check digits are right", 0.99)
                break
        else:
            count = sum(map(str.isalnum, whole))
            if count >= 14 and (whole[2] != " " or whole[:2].isupper()):
                cued = line.before("iban", start) is not None
                yield Hit(
                    start, match.end(1), "shaped like an account; its check digits are wrong",
                    0.95 if cued else 0.9,
                )  # fmt: skip


def _ends(whole: str) -> Iterator[int]:
    """Where an account number of 15 to 34 characters may end, the longest first."""
    count = 0
    ends = []
    for place, mark in enumerate(whole, 1):
        count += mark.isalnum()
        if mark.isalnum() and 15 <= count <= 34 and not whole[place : place + 1].isalnum():
            ends.append(place)
    return reversed(ends)


def card(line: Line) -> Iterator[Hit]:
    """A payment card of 13 to 19 digits."""
    for match in _CARD.finditer(line.text):
        digits = _digits(match[1])
        start, end = match.span(1)
        cued = line.before("card", start) is not None
        if digits[0] in "23456" and checks.is_card(digits):
            yield Hit(start, end, "card number, its check digit is right", 0.96)
        elif cued:
            yield Hit(start, end, "after a word for a card; its check digit is wrong", 0.9)
        elif digits[0] in "23456" and 14 <= len(digits) <= 17:
            yield Hit(start, end, "as long as a card number; its check digit is wrong", 0.66)


def vat(line: Line) -> Iterator[Hit]:
    """A Belgian enterprise or VAT number."""
    for match in _VAT.finditer(line.text):
        digits = _digits(match[1])
        start, end = match.span(1)
        cued = match[2] or line.before("vat", start)
        valid = checks.is_enterprise(digits)
        if cued and (len(digits) == 10 or match[2]):
            said = "right" if valid else "wrong"
            yield Hit(start, end, f"after BE or a word for it; its check digits are {said}", 0.97)
        elif cued:
            yield Hit(start, end, "after a word for it, without the leading zero", 0.75)
        elif valid and len(digits) == 10 and re.fullmatch(r"\d{4}([. ]?)\d{3}\1\d{3}", match[1]):
            yield Hit(start, end, "enterprise number, its check digits are right", 0.88)
        elif len(digits) == 10 and re.fullmatch(r"\d{4}\.\d{3}\.\d{3}", match[1]):
            yield Hit(start, end, "is grouped like one; its check digits are wrong", 0.68)


def european_vat(line: Line) -> Iterator[Hit]:
    """A VAT number of another country of Europe."""
    for match in _EU_VAT.finditer(line.text):
        compact = re.sub(r"[ .-]", "", match[1]).upper()
        if sum(map(str.isdigit, compact)) < 7:
            continue
        if checks.is_european_vat(compact):
            yield Hit(*match.span(1), "VAT number, its check digits are right", 0.96)
        elif line.before("vat", match.start(1)):
            yield Hit(*match.span(1), "VAT number; its check digits are wrong", 0.95)


def phone(line: Line) -> Iterator[Hit]:
    """A telephone number, at home or abroad: the longest part that exists in a numbering plan."""
    for match in _PHONE.finditer(line.text):
        start, whole = match.start(1), match[1]
        if _DATED.match(whole):
            continue
        for end in _group_ends(whole):
            country = country_of(_dialled(whole[:end]))
            if country:
                why = f"exists in the numbering plan of +{country}"
                yield Hit(start, start + end, why, _sureness(line, match, country))
                break
        else:
            yield from _unlisted(line, start, whole)


def _sureness(line: Line, match: re.Match[str], country: str) -> float:
    """A number of another country that does not say so may be anything else."""
    at_home = country == "32" or match[1].startswith(("+", "(+", "00"))
    return 0.86 if at_home or line.before("phone", match.start(1), 25) else 0.67


def _unlisted(line: Line, start: int, whole: str) -> Iterator[Hit]:
    cued = line.before("phone", start, 25)
    count = len(_digits(whole))
    if cued and count <= 15:
        yield Hit(start, start + len(whole), "after a word for telephone", 0.7)
    elif whole.lstrip("(").startswith(("+", "00")) and 9 <= count <= 15:
        yield Hit(start, start + len(whole), "begins with a country code", 0.7)


def _dialled(number: str) -> str:
    plus = "+" if "+" in number else ""
    return plus + _digits(number.replace("(0)", ""))


def _group_ends(whole: str) -> list[int]:
    """Where groups end, the last first."""
    ends = [place for place, mark in enumerate(whole) if not mark.isdigit() and mark not in "()+"]
    counted = [end for end in {*ends, len(whole)} if len(_digits(whole[:end])) >= 8]
    return sorted(counted, reverse=True)[:6]


def long_number(line: Line) -> Iterator[Hit]:
    """Nine digits or more, unless they are known to say nothing about anybody."""
    until = 0
    for match in _LONG.finditer(line.text):
        if match.start(1) < until:
            continue
        until = match.end(1)
        harmless = _HARMLESS.match(line.text, match.start(1))
        if harmless is None or len(_digits(line.text[harmless.end() : until])) > 2:
            yield Hit(*match.span(1), "nine digits or more", 0.4)
