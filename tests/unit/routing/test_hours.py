"""Opening hours and the two-working-day clock, in Brussels and over the changes of the clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from routing.hours import Closed, Hours, InvalidHours, NeverOpen, Open, Window, due, state

BRUSSELS = ZoneInfo("Europe/Brussels")
MORNING: Window = (time(9), time(12))
AFTERNOON: Window = (time(13, 30), time(17))
WEEKDAYS = Hours(dict.fromkeys(range(5), (MORNING,)))


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=BRUSSELS)


MONDAY, FRIDAY, SATURDAY = "2027-01-11", "2027-01-15", "2027-01-16"


def test_open_in_the_morning_until_noon() -> None:
    assert state(WEEKDAYS, at(MONDAY, "10:00")) == Open(at(MONDAY, "12:00"), at(MONDAY, "12:00"))


def test_the_first_moment_belongs_to_the_window_and_the_last_does_not() -> None:
    assert isinstance(state(WEEKDAYS, at(MONDAY, "09:00")), Open)
    assert isinstance(state(WEEKDAYS, at(MONDAY, "12:00")), Closed)


def test_the_last_admission_is_some_time_before_closing() -> None:
    hours = Hours({0: (MORNING,)}, admission_margin=timedelta(minutes=15))
    found = state(hours, at(MONDAY, "10:00"))
    assert isinstance(found, Open)
    assert found.last_admission == at(MONDAY, "11:45")


def test_between_two_windows_the_next_is_the_same_day() -> None:
    hours = Hours({0: (MORNING, AFTERNOON)})
    assert state(hours, at(MONDAY, "12:30")) == Closed(at(MONDAY, "13:30"), None)
    assert isinstance(state(hours, at(MONDAY, "14:00")), Open)


def test_after_friday_comes_monday() -> None:
    assert state(WEEKDAYS, at(FRIDAY, "12:00")) == Closed(at("2027-01-18", "09:00"), None)


def test_a_closure_is_named_and_skipped() -> None:
    hours = Hours(WEEKDAYS.weekly, {date(2027, 1, 11): "local", date(2027, 1, 12): "bridge"})
    assert state(hours, at(MONDAY, "10:00")) == Closed(at("2027-01-13", "09:00"), "local")


def test_days_off_in_a_row_are_all_skipped() -> None:
    christmas = {date(2026, 12, 25) + timedelta(days=n): "christmas" for n in range(8)}
    hours = Hours(WEEKDAYS.weekly, christmas)
    assert state(hours, at("2026-12-25", "10:00")) == Closed(at("2027-01-04", "09:00"), "christmas")


def test_a_desk_without_any_opening_has_no_next_one() -> None:
    assert state(Hours({}), at(MONDAY, "10:00")) == Closed(None, None)


def test_the_demo_desk_never_closes() -> None:
    assert state(Hours({}, always_open=True), at(SATURDAY, "03:00")) == Open(None, None)


def test_an_evening_until_midnight_runs_into_the_next_morning() -> None:
    hours = Hours({0: ((time(20), time(0)),), 1: ((time(0), time(2)),)})
    assert state(hours, at(MONDAY, "23:59")) == Open(
        at("2027-01-12", "02:00"), at("2027-01-12", "02:00")
    )
    assert isinstance(state(hours, at("2027-01-12", "01:59")), Open)


def test_the_server_clock_may_be_in_another_zone() -> None:
    assert isinstance(state(WEEKDAYS, datetime(2027, 7, 12, 7, 0, tzinfo=UTC)), Open)
    assert isinstance(state(WEEKDAYS, datetime(2027, 1, 11, 7, 30, tzinfo=UTC)), Closed)


NIGHTS = Hours({6: ((time(1), time(4)),)})
SPRING, AUTUMN = "2027-03-28", "2027-10-31"


@pytest.mark.parametrize(("day", "hours_open"), [(SPRING, 2), (AUTUMN, 4), ("2027-01-17", 3)])
def test_a_night_in_which_the_clock_changes_is_shorter_or_longer(day: str, hours_open: int) -> None:
    opens = at(day, "01:00").astimezone(UTC)
    end = opens + timedelta(hours=hours_open)
    assert isinstance(state(NIGHTS, opens), Open)
    assert isinstance(state(NIGHTS, end - timedelta(seconds=1)), Open)
    assert isinstance(state(NIGHTS, end), Closed)


def test_an_hour_that_comes_twice_is_open_both_times() -> None:
    hours = Hours({6: ((time(2), time(2, 45)),)})
    first = at(AUTUMN, "02:30")
    assert isinstance(state(hours, first), Open)
    assert isinstance(state(hours, first.replace(fold=1)), Open)


def test_an_opening_over_the_change_of_the_clock_stays_at_nine() -> None:
    found = state(WEEKDAYS, at("2027-03-26", "12:00"))
    assert isinstance(found, Closed)
    assert found.next_opening == at("2027-03-29", "09:00")
    assert found.next_opening.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ((MONDAY, "08:00"), "2027-01-13"),
        ((MONDAY, "23:59"), "2027-01-13"),
        (("2027-01-14", "10:00"), "2027-01-18"),
        ((FRIDAY, "10:00"), "2027-01-19"),
        ((SATURDAY, "10:00"), "2027-01-19"),
    ],
)
def test_an_answer_is_due_at_the_end_of_the_second_working_day(
    asked: tuple[str, str], answered: str
) -> None:
    assert due(WEEKDAYS, at(*asked)) == at(answered, "12:00")


def test_a_holiday_is_not_a_working_day() -> None:
    hours = Hours(WEEKDAYS.weekly, {date(2027, 1, 12): "local"})
    assert due(hours, at(MONDAY, "10:00")) == at("2027-01-14", "12:00")


def test_an_answer_is_due_at_the_last_closing_of_the_day() -> None:
    hours = Hours({0: (MORNING,), 2: (MORNING, AFTERNOON)})
    assert due(hours, at(MONDAY, "10:00"), working_days=1) == at("2027-01-13", "17:00")


def test_the_demo_desk_works_every_day() -> None:
    assert due(Hours({}, always_open=True), at(FRIDAY, "10:00")) == at("2027-01-18", "00:00")


def test_nothing_can_be_promised_by_a_desk_that_never_opens() -> None:
    with pytest.raises(NeverOpen):
        due(Hours({}), at(MONDAY, "10:00"))


@pytest.mark.parametrize(
    ("weekly", "named"),
    [
        ({7: (MORNING,)}, "weekday 7"),
        ({0: ((time(12), time(9)),)}, "weekday 0"),
        ({0: (AFTERNOON, MORNING)}, "weekday 0"),
        ({0: ((time(9), time(9)),)}, "09:00-09:00"),
        ({0: ((time(20), time(0)), (time(22), time(23)))}, "22:00-23:00"),
    ],
)
def test_hours_that_contradict_themselves_are_refused(
    weekly: dict[int, tuple[Window, ...]], named: str
) -> None:
    with pytest.raises(InvalidHours, match=named):
        Hours(weekly)


def test_an_unknown_time_zone_is_refused() -> None:
    with pytest.raises(InvalidHours, match="Europe/Brussel'"):
        Hours({}, timezone="Europe/Brussel")
