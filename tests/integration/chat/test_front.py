"""How it stands with cities and languages, as a visitor sees it before asking anything."""

from __future__ import annotations

import pytest

from chat.actions import presence
from chat.service import front
from counselors.models import DutyState
from tests.chat_people import CLOSING, NOW, alice, later, on_duty, open_house, talk


@pytest.fixture(autouse=True)
def house(db: None) -> None:
    """Two cities, open from 9 to 17; nobody has come to work yet."""
    open_house()


def states() -> tuple[str, str, str]:
    """Of any city, of French, and of Ukrainian, which Alice does not speak."""
    shown = front(NOW, "en")
    languages = {each["code"]: each["state"] for each in shown["languages"]}
    return shown["any"]["state"], languages["fr"], languages["uk"]


def test_an_open_city_without_anybody_on_duty_is_not_called_busy() -> None:
    alice()
    assert states() == ("unstaffed", "unstaffed", "unstaffed")


def test_whoever_is_free_opens_the_languages_they_speak() -> None:
    on_duty(alice())
    assert states() == ("open", "open", "unstaffed")


def test_where_everybody_talks_one_would_wait() -> None:
    who = on_duty(alice())
    talk(who), talk(who)
    assert states() == ("busy", "busy", "unstaffed")


def test_a_pause_is_a_wait_and_the_end_of_a_duty_is_not() -> None:
    who = on_duty(alice())
    presence.set_duty(who.pk, DutyState.PAUSED, 2, NOW)
    assert states() == ("busy", "busy", "unstaffed")
    presence.set_duty(who.pk, DutyState.OFF, 2, NOW)
    assert states() == ("unstaffed", "unstaffed", "unstaffed")


def test_a_closed_door_says_when_it_opens_whoever_is_there() -> None:
    on_duty(alice(), later(60, CLOSING))
    shown = front(later(60, CLOSING), "en")
    assert {each["state"] for each in shown["cities"]} == {"closed"}
    assert shown["any"]["opens_at"] == later(16 * 3600, CLOSING).timestamp()
