"""The one door to phonenumbers: whether somebody could be called at a number."""

from __future__ import annotations

from typing import Final

REGIONS: Final = ("BE", "FR", "NL", "LU", "DE", "GB", "UA", "ES", "IT", "RO", "PL", "MA", "TR")
"""Where numbers without a country may be from: home first, then neighbours and newcomers."""


def country_of(number: str, regions: tuple[str, ...] = REGIONS) -> str | None:
    """The country code of a number that exists in the plan of its country, such as ``32``.

    A number that begins with + or 00 says its country; any other is tried in each region.
    """
    # Loaded when it is first needed, so that no process starts slower.
    import phonenumbers

    plain = "+" + number[2:] if number.startswith("00") else number
    for region in (None,) if plain.startswith("+") else regions:
        try:
            found = phonenumbers.parse(plain, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(found):
            return str(found.country_code)
    return None
