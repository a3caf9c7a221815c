from __future__ import annotations

from datetime import date

import pytest

from counselors.holidays import UnknownPlace, public_holidays

PAGES = ("fr", "nl", "en", "de", "uk")


def test_belgium_has_its_holidays_named_in_every_language_of_the_pages() -> None:
    found = public_holidays("BE", None, 2026, PAGES)
    assert found[date(2026, 7, 21)] == {
        "fr": "Fête nationale",
        "nl": "Nationale feestdag",
        "en": "National Day",
        "de": "Nationalfeiertag",
        "uk": "Національне свято",
    }
    assert found[date(2026, 4, 6)]["nl"] == "Paasmaandag"
    assert all(set(names) == set(PAGES) for names in found.values())


def test_a_day_is_a_holiday_even_in_a_language_without_a_name_for_it() -> None:
    assert public_holidays("BE", None, 2026, ("xx",))[date(2026, 12, 25)] == {}


@pytest.mark.parametrize("place", [("ZZ", None), ("BE", "Atlantis")])
def test_a_place_that_nobody_knows_is_refused(place: tuple[str, str | None]) -> None:
    with pytest.raises(UnknownPlace, match=place[1] or place[0]):
        public_holidays(*place, 2026, PAGES)
