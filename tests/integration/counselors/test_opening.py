from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

from pytest_django import Settings

from counselors.loading import load_demo
from counselors.models import Closure, OpeningWindow
from counselors.opening import closure_name, hours_of_cities
from routing.hours import Closed, Open, state

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # ten o'clock in Brussels
CHRISTMAS = datetime(2026, 12, 25, 9, 0, tzinfo=UTC)  # a Friday


def test_a_city_is_open_in_its_windows_by_its_own_clock(reference: Path) -> None:
    now = state(hours_of_cities(MONDAY)["brussels"], MONDAY)
    assert isinstance(now, Open)
    assert now.closes_at is not None
    assert now.closes_at.astimezone(UTC) == datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def test_a_window_changed_in_the_admin_counts_at_once(reference: Path) -> None:
    assert isinstance(state(hours_of_cities(MONDAY)["namur"], MONDAY), Open)
    OpeningWindow.objects.filter(city="namur", weekday=0).update(opens=time(11))
    assert isinstance(state(hours_of_cities(MONDAY)["namur"], MONDAY), Closed)
    assert isinstance(state(hours_of_cities(MONDAY)["liege"], MONDAY), Open)


def test_windows_that_overlap_are_one(reference: Path) -> None:
    OpeningWindow.objects.all().delete()
    for opens, closes in ((9, 12), (10, 11), (11, 13), (13, 14), (15, 16)):
        OpeningWindow.objects.create(
            city_id="namur", weekday=0, opens=time(opens), closes=time(closes)
        )
    weekly = hours_of_cities(MONDAY)["namur"].weekly[0]
    assert weekly == ((time(9), time(13)), (time(13), time(14)), (time(15), time(16)))


def test_a_public_holiday_is_closed_and_named_in_the_language_of_the_page(
    reference: Path,
) -> None:
    now = state(hours_of_cities(CHRISTMAS)["liege"], CHRISTMAS)
    assert isinstance(now, Closed)
    assert now.closure is not None
    names = [closure_name("liege", now.closure, code) for code in ("fr", "nl", "de", "uk")]
    assert names == ["Noël", "Kerstmis", "Weihnachten", "Різдво Христове"]
    assert now.next_opening is not None
    assert now.next_opening.date().isoformat() == "2026-12-28"


def test_our_own_words_replace_those_of_the_package(reference: Path) -> None:
    assert closure_name("namur", "2026-05-01", "en") == "Labour Day"
    assert closure_name("namur", "2026-05-14", "nl") == "Onze-Lieve-Heer-Hemelvaart"


def test_a_closure_holds_in_its_city_or_everywhere(reference: Path) -> None:
    Closure.objects.create(city_id="namur", day=MONDAY.date(), names={"fr": "Déménagement"})
    hours = hours_of_cities(MONDAY)
    assert isinstance(state(hours["namur"], MONDAY), Closed)
    assert isinstance(state(hours["liege"], MONDAY), Open)
    Closure.objects.create(city=None, day=MONDAY.date(), names={"fr": "Fermé partout"})
    assert isinstance(state(hours_of_cities(MONDAY)["liege"], MONDAY), Closed)
    assert closure_name("namur", "2026-11-23", "fr") == "Déménagement"
    assert closure_name("liege", "2026-11-23", "fr") == "Fermé partout"


def test_a_closure_without_a_dutch_name_is_not_named_in_french(reference: Path) -> None:
    Closure.objects.create(city_id="namur", day=MONDAY.date(), names={"fr": "Déménagement"})
    assert closure_name("namur", "2026-11-23", "nl") == ""


def test_the_demo_city_is_open_on_christmas_night_but_only_in_a_demo(
    reference: Path, demo_allowed: None, settings: Settings
) -> None:
    load_demo(reference)
    night = CHRISTMAS.replace(hour=23)
    assert isinstance(state(hours_of_cities(night)["demo"], night), Open)
    settings.DEMO = False
    assert "demo" not in hours_of_cities(night)
