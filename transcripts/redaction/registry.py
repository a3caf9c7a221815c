"""The recognisers: to look for one more thing, write a function and add a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from transcripts.redaction import addresses, dates, net, numbers, papers, persons
from transcripts.redaction.domain import Hit, Kind
from transcripts.redaction.line import Line


class Recogniser(NamedTuple):
    """Looks for one thing. ``counts``: sees nothing in a line without a digit."""

    name: str
    kind: Kind
    find: Callable[[Line], Iterator[Hit]]
    counts: bool = True


RECOGNISERS: Final = (
    Recogniser("email", Kind.EMAIL, net.email, counts=False),
    Recogniser("spelled email", Kind.EMAIL, net.spelled_email, counts=False),
    Recogniser("link", Kind.URL, net.link, counts=False),
    Recogniser("handle", Kind.HANDLE, net.handle, counts=False),
    Recogniser("national register", Kind.NISS, numbers.niss),
    Recogniser("account", Kind.IBAN, numbers.iban),
    Recogniser("payment card", Kind.CARD, numbers.card),
    Recogniser("enterprise", Kind.VAT, numbers.vat),
    Recogniser("European VAT", Kind.VAT, numbers.european_vat),
    Recogniser("telephone", Kind.PHONE, numbers.phone),
    Recogniser("identity document", Kind.IDDOC, papers.identity_document),
    Recogniser("plate", Kind.PLATE, papers.plate),
    Recogniser("long number", Kind.NUMBER, numbers.long_number),
    Recogniser("address", Kind.ADDRESS, addresses.address, counts=False),
    Recogniser("date of birth", Kind.DOB, dates.birth),
    Recogniser("age", Kind.AGE, dates.age),
    Recogniser("person", Kind.PERSON, persons.person, counts=False),
)
