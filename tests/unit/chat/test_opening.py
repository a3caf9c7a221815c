"""The state of a city in words, as the server draws it and the browser keeps it fresh."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from chat.templatetags.opening import opening, promised, when

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY = datetime(2026, 3, 2, 8, 30, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (timedelta(minutes=30), "09:00"),
        (timedelta(days=1), "tomorrow 08:30"),
        (timedelta(days=3), "Thursday 08:30"),
        (timedelta(days=9), "Wednesday 11 March 08:30"),
    ],
)
def test_an_opening_is_told_in_as_few_words_as_are_clear(later: timedelta, expected: str) -> None:
    with translation.override("en"):
        assert when(MONDAY + later, MONDAY, "en") == expected


def test_tomorrow_is_the_next_day_however_few_hours_away() -> None:
    evening = MONDAY.replace(hour=23, minute=0)
    with translation.override("en"):
        assert when(evening + timedelta(hours=2), evening, "en") == "tomorrow 01:00"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr", "jeudi 15 janvier 10:00"), ("uk", "четвер, 15 січня 10:00")],
)
def test_what_was_long_ago_is_told_with_its_date_in_the_right_case(
    language: str, expected: str
) -> None:
    then = datetime(2026, 1, 15, 10, tzinfo=BRUSSELS)
    with translation.override(language):
        assert when(then, MONDAY, language) == expected


def test_an_opening_is_told_in_the_time_of_the_service() -> None:
    place = {"state": "closed", "opens_at": MONDAY.replace(hour=9, minute=0).timestamp()}
    with translation.override("en"):
        assert opening(place, MONDAY.timestamp()) == "closed until 09:00"


@pytest.mark.parametrize("state", ["open", "busy", "closed"])
def test_a_state_without_an_opening_is_one_word(state: str) -> None:
    with translation.override("en"):
        assert opening({"state": state, "opens_at": None}, MONDAY.timestamp()) == state
        assert opening({"state": state}, MONDAY.timestamp()) == state


@pytest.mark.parametrize(
    ("language", "whole_day", "hour"),
    [
        ("fr", "mercredi 14 janvier", "jeudi 15 janvier à 12:00"),
        ("nl", "woensdag 14 januari", "donderdag 15 januari om 12:00 uur"),
        ("en", "Wednesday 14 January", "Thursday 15 January at 12:00"),
        ("de", "Mittwoch, 14. Januar", "Donnerstag, 15. Januar, 12:00 Uhr"),
        ("uk", "середа, 14 січня", "четвер, 15 січня, 12:00"),
        ("ar", "الأربعاء، 14 يناير", "الخميس، 15 يناير، الساعة 12:00"),
    ],
)
def test_what_is_promised_until_midnight_is_promised_for_the_whole_day(
    language: str, whole_day: str, hour: str
) -> None:
    with translation.override(language):
        midnight, noon = (datetime(2026, 1, 15, hour, tzinfo=BRUSSELS) for hour in (0, 12))
        assert promised(midnight) == whole_day
        assert promised(noon) == hour
