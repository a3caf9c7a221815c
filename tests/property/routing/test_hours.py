"""What must be true of all opening hours at every instant, over the changes of the clock too."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from routing.hours import Closed, Hours, NeverOpen, Open, Window, due, is_working_day, state

_START = datetime(2027, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 2 * 365 * 24 * 60).map(lambda m: _START + timedelta(minutes=m))
"""Two years, with four changes of the clock and a leap day."""

SECOND = timedelta(seconds=1)


@st.composite
def _windows(draw: st.DrawFn) -> tuple[Window, ...]:
    ends = sorted(draw(st.sets(st.integers(0, 95), max_size=4)))
    quarters = [time(n // 4, 15 * (n % 4)) for n in ends]
    return tuple(zip(quarters[::2], quarters[1::2], strict=False))


HOURS = st.builds(
    Hours,
    weekly=st.dictionaries(st.integers(0, 6), _windows()),
    closures=st.dictionaries(st.dates(date(2027, 1, 1), date(2028, 12, 31)), st.just("local")),
    timezone=st.sampled_from(["Europe/Brussels", "UTC", "America/New_York"]),
    admission_margin=st.sampled_from([timedelta(0), timedelta(minutes=15)]),
)


@given(HOURS, INSTANTS)
def test_open_lasts_until_closing_and_not_longer(hours: Hours, now: datetime) -> None:
    found = state(hours, now)
    if isinstance(found, Open):
        assert found.closes_at is not None
        assert found.last_admission is not None
        assert found.last_admission <= found.closes_at
        assert now < found.closes_at
        assert isinstance(state(hours, found.closes_at.astimezone(UTC) - SECOND), Open)
        assert isinstance(state(hours, found.closes_at.astimezone(UTC)), Closed)


@given(HOURS, INSTANTS)
def test_closed_lasts_until_the_next_opening_and_not_longer(hours: Hours, now: datetime) -> None:
    found = state(hours, now)
    if isinstance(found, Closed) and found.next_opening is not None:
        opening = found.next_opening.astimezone(UTC)
        assert now < opening
        assert isinstance(state(hours, opening), Open)
        before = state(hours, opening - SECOND)
        assert isinstance(before, Closed)
        assert before.next_opening == found.next_opening


@given(HOURS, INSTANTS)
def test_the_wall_clock_of_an_opening_is_one_of_the_windows(hours: Hours, now: datetime) -> None:
    found = state(hours, now)
    if isinstance(found, Closed) and found.next_opening is not None:
        local = found.next_opening.astimezone(hours.zone)
        shifted = {(local + timedelta(hours=h)).time() for h in (-1, 0)}
        starts = {start for start, _ in hours.weekly[local.weekday()]}
        assert shifted & starts
        assert local.date() not in hours.closures


@given(HOURS, INSTANTS, st.integers(1, 5))
def test_an_answer_is_due_after_that_many_working_days(
    hours: Hours, asked_at: datetime, working_days: int
) -> None:
    try:
        deadline = due(hours, asked_at, working_days)
    except NeverOpen:
        return
    asked_on = asked_at.astimezone(hours.zone).date()
    due_on = (deadline - SECOND).astimezone(hours.zone).date()
    days = [asked_on + timedelta(days=n) for n in range(1, (due_on - asked_on).days + 1)]
    assert sum(is_working_day(hours, day) for day in days) == working_days
    assert is_working_day(hours, due_on)


@given(HOURS, INSTANTS)
def test_a_later_question_is_never_due_earlier(hours: Hours, asked_at: datetime) -> None:
    try:
        assert due(hours, asked_at) <= due(hours, asked_at + timedelta(hours=5))
    except NeverOpen:
        return
