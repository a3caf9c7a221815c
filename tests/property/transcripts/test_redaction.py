"""Whatever people write: nothing that checks out is left, and a second redaction finds nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from time import process_time
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.be import eid, ssn, vat

from tests.redaction_words import REDACTOR

LANGS: Final = st.sampled_from(["fr", "nl", "de", "en", "uk", ""])
PIECES: Final = [
    "je m'appelle", "mijn naam is", "ich bin", "my son", "пані", "Awa", "Jan Peeters", "де", "rue",
    "Kerkstraat", "né le", "born", "12", "1/2/1980", "3 mars", "ans", "jaar", "1000 Bruxelles", "@",
    "ann", "example.org", "point", "arobase", "0470", "12 34 56", "+32", "BE68", "5390 0754 7034",
    "[PHONE]", "[PERSON]", "1-ABC-234", "passeport", "AB123456", "www.", "/in/ann", "\n", ".", ",",
    "(", "2024/00123", "€", "insta:", "85.07.30-033 28", "4111 1111 1111 1111", "Cordialement", "-",
]  # fmt: skip
WRITTEN: Final = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
)


def with_rest(digits: str, base: str, wanted: Callable[[str], bool]) -> str:
    """The number with whatever check digits make it right."""
    for check in range(100):
        for width in (1, 2):
            number = f"{base}{digits}{check:0{width}}"
            if wanted(number):
                return number
    return base + digits


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


def iban_of(body: str) -> str:
    """A Belgian account with the check digits that ISO 13616 asks for: B is 11, E is 14."""
    return f"BE{98 - int(f'{body}111400') % 97:02}{body}"


VALID: Final = st.one_of(
    st.tuples(st.dates(), st.integers(1, 997)).map(
        lambda born: with_rest(f"{born[0]:%y%m%d}{born[1]:03}", "", ssn.is_valid)
    ).filter(ssn.is_valid),
    digits(12).map(iban_of),
    digits(14).map(lambda body: with_rest(body, "4", luhn.is_valid)).filter(luhn.is_valid),
    digits(6).map(lambda body: with_rest(body, "04", vat.is_valid)).filter(vat.is_valid),
    digits(8).map(lambda body: with_rest(body, "59", eid.is_valid)).filter(eid.is_valid),
    digits(6).map("0470".__add__),
)  # fmt: skip


@given(VALID, st.sampled_from(["", " ", "-", "."]), st.sampled_from(PIECES), LANGS)
@settings(max_examples=150, deadline=None)
def test_no_number_that_checks_out_is_left(number: str, gap: str, near: str, lang: str) -> None:
    spread = gap.join(number[place : place + 4] for place in range(0, len(number), 4))
    left = REDACTOR.redact(f"{near}, {spread} !", lang).text
    assert number[-6:] not in re.sub(r"\W", "", left)
    assert not re.search(r"(?:\d[ .-]?){9}", left)


@given(WRITTEN, LANGS)
@settings(max_examples=300, deadline=None)
def test_a_second_redaction_changes_nothing(text: str, lang: str) -> None:
    once = REDACTOR.redact(text, lang)
    assert REDACTOR.redact(once.text, lang).text == once.text


@given(WRITTEN, LANGS)
@settings(max_examples=200, deadline=None)
def test_masks_are_in_order_and_explained_and_the_rest_is_kept(text: str, lang: str) -> None:
    redacted = REDACTOR.redact(text, lang)
    assert all(one.end <= two.start for one, two in pairwise(redacted.masks))
    kept, place = [], 0
    for mask in redacted.masks:
        assert mask.start < mask.end
        assert mask.why
        assert mask.recogniser
        assert 0 < mask.score <= 1
        kept += [text[place : mask.start], f"[{mask.kind}]"]
        place = mask.end
    assert redacted.text == "".join([*kept, text[place:]])


HOSTILE: Final = [
    "1", "1 ", "0 ", "0477 ", "+3(", "a@", "a.", "a-", "a'", "a at ", "a punkt ", "BE12 ", "AB12",
    "1-", "1/", "(0", "rue ", "rue de 1, ", "Aa Bstraat 1 ", "Aa 12, 1000 Ba ", "je suis ", "Jan ",
    "né le 1/2/1980 ", "j'ai 12 ans ", "mon fils ", "my name is Aa ", "www.", "5 mai ", "e\u0301",
    "\n", "[", "adres: ", "Jan Peeters ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_four_times_the_text_takes_no_more_than_some_four_times_as_long(unit: str) -> None:
    REDACTOR.redact("Awa 0470 12 34 56", "fr")  # the libraries are loaded

    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        return min(_timed(text) for _ in range(3))

    small, large = seconds(1_250), seconds(5_000)
    assert large < 9 * small + 0.005, "a quadratic search would take sixteen times as long"


def _timed(text: str) -> float:
    began = process_time()
    REDACTOR.redact(text, "fr")
    return process_time() - began
