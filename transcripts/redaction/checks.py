"""The one door to python-stdnum: whether a number could exist at all.

Its modules are loaded when they are first needed, so that no process starts slower.
It asks for today's date to tell a number of this century from one of the last: nothing else here
depends on the clock, and a number whose check fails is masked all the same.
"""

from __future__ import annotations


def is_niss(digits: str) -> bool:
    """A Belgian national register number or bis number, check digits included."""
    from stdnum.be import ssn

    return ssn.is_valid(digits)


def is_iban(compact: str) -> bool:
    """An account number with the length and the check digits of its country."""
    from stdnum import iban

    return iban.is_valid(compact, check_country=False)


def is_card(digits: str) -> bool:
    """A payment card by its last digit."""
    from stdnum import luhn

    return luhn.is_valid(digits)


def is_enterprise(digits: str) -> bool:
    """A Belgian enterprise number, which is the VAT number too."""
    from stdnum.be import vat

    return vat.is_valid(digits)


def is_identity_card(digits: str) -> bool:
    """A Belgian identity card number."""
    from stdnum.be import eid

    return eid.is_valid(digits)


def is_european_vat(compact: str) -> bool:
    """A VAT number of a member state, with its country in front."""
    from stdnum.eu import vat

    return vat.is_valid(compact)
