from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from tests.property.transcripts.attacker import Attacker
from transcripts import actions, publishing, selectors
from transcripts.facts import HANDLES, LEFT_WAITS, MESSAGES, WAITS, FactValues, bands
from transcripts.models import AlreadyPublished, Fact, Release
from transcripts.publishing import SUMMED, NotPublishable, publish

pytestmark = pytest.mark.django_db
FACT = FactValues(
    day=date(2025, 1, 7), hour_band="09-10", city_asked="brussels", city_served="brussels",
    subject_asked="learning", subject_closed="", language="fr", wait_band="30-90s",
    handle_band="600-900s", message_band="5-10", outcome="answered", ended_by="counselor_closed",
)  # fmt: skip
TODAY = date(2026, 2, 1)


def came(many: int, **other: object) -> None:
    actions.record_many([replace(FACT, **other)] * many)  # type: ignore[arg-type]


def two_months() -> None:
    for month, uk in ((1, 2), (2, 9)):
        day = date(2025, month, 7)
        came(30, day=day)
        came(20, day=day, subject_asked="working", wait_band="300-600s")
        came(uk, day=day, language="uk")
        came(12, day=day, city_asked="namur", handle_band="", wait_band="180-300s")
        came(3, day=day, city_asked="namur", language="uk", subject_asked="working")


def test_a_month_shows_its_counts_and_hides_the_small_ones() -> None:
    two_months()
    tables = publish("2025-01", TODAY, 5).tables
    assert tables["contacts"]["2025/2025-01"]["all"] == 67
    assert tables["language"]["2025/2025-01/prompt/brussels"]["uk"] is None
    assert tables["language"]["2025/2025-01"]["all"] == 67


@pytest.mark.parametrize(
    ("column", "steps"),
    [("wait_band", WAITS), ("wait_band", LEFT_WAITS), ("handle_band", HANDLES),
     ("message_band", MESSAGES)],
)  # fmt: skip
def test_every_band_has_room_in_its_column(column: str, steps: tuple[tuple[int, ...], str]) -> None:
    for band in bands(steps):
        came(1, **{column: band})
    assert Fact.objects.count() == len(bands(steps))


def test_a_month_that_is_not_over_or_has_no_facts_is_refused() -> None:
    two_months()
    with pytest.raises(NotPublishable, match="not over"):
        publish("2025-01", date(2025, 1, 31), 5)
    with pytest.raises(NotPublishable, match="no facts"):
        publish("2024-12", TODAY, 5)
    with pytest.raises(NotPublishable, match="not every month"):
        publish("2025", TODAY, 5)


def test_what_is_published_stays_as_it_is_even_when_facts_come_late() -> None:
    two_months()
    first = publish("2025-01", TODAY, 5)
    came(50)
    assert publish("2025-01", TODAY, 5).digest == first.digest
    assert publishing.digest(first.tables) == first.digest
    with pytest.raises(AlreadyPublished):
        Release.objects.get().save()


def test_what_is_due_is_published_months_before_years_and_once() -> None:
    two_months()
    assert publishing.publish_due(TODAY, None) == ["2025-01", "2025-02", "2025"]
    assert publishing.publish_due(TODAY, None) == []


def test_the_loop_publishes_at_night_and_never_by_day() -> None:
    two_months()
    noon = datetime(2026, 2, 1, 11, tzinfo=UTC)
    assert not publishing.step(noon, nobody)
    assert publishing.step(noon.replace(hour=2), nobody)
    assert not publishing.step(noon.replace(hour=3), nobody)
    assert Release.objects.count() == 3


def nobody() -> None:
    """No conversation is left that could become a fact."""


def test_a_month_waits_for_what_began_in_it_and_is_not_over_yet() -> None:
    two_months()
    open_since = date(2025, 2, 28)
    assert publishing.publish_due(date(2025, 3, 20), open_since) == ["2025-01"]
    assert publishing.publish_due(date(2025, 3, 20), date(2025, 3, 1)) == ["2025-02"]


def test_a_month_does_not_wait_for_ever_and_who_comes_later_is_counted_in_the_next() -> None:
    came(30, day=date(2025, 1, 7))
    stuck = date(2025, 1, 7)
    assert publishing.publish_due(date(2025, 3, 18), stuck) == ["2025-01"]
    came(7, day=date(2025, 1, 7), channel="left")
    assert publishing.publish_due(date(2025, 3, 19), None) == []
    came(20, day=date(2025, 2, 7))
    assert publishing.publish_due(date(2025, 3, 20), None) == ["2025-02"]
    assert contacts("2025-01") == 30
    assert contacts("2025-02") == 27
    assert publishing.publish_due(TODAY, None) == ["2025"]
    assert contacts("2025") == 57


def contacts(period: str) -> int | None:
    tables = Release.objects.get(period=period).tables
    place = period if "-" not in period else f"{period[:4]}/{period}"
    found: int | None = tables["contacts"][place]["all"]
    return found


def test_every_fact_is_counted_once_whenever_it_comes() -> None:
    came(9, day=date(2025, 1, 7))
    for month in range(2, 13):
        publishing.publish_due(date(2025, month, 20), None)
        came(9, day=date(2025, month, 7))
        came(6, day=date(2025, month - 1, 7), channel="left")
    publishing.publish_due(TODAY, None)
    told = [each.period for each in Release.objects.all() if "-" in each.period]
    assert len(told) == 12
    assert sum(contacts(each) or 0 for each in told) == contacts("2025") == Fact.objects.count()


def test_no_month_is_published_before_an_earlier_one() -> None:
    two_months()
    with pytest.raises(NotPublishable, match="2025-01 comes first"):
        publish("2025-02", TODAY, 5)


def test_whoever_is_slower_than_another_process_takes_its_release_and_counts_nobody() -> None:
    two_months()
    first = publish("2025-01", TODAY, 5)
    came(3)
    looks: list[str] = []

    def too_early(execute: Callable[..., object], sql: str, given: object, *more: object) -> object:
        """The first look at the releases came just before the other process stored its own."""
        if "LIMIT 1" in sql and not looks:
            looks.append(sql)
            given = ("2024-01",)
        return execute(sql, given, *more)

    with connection.execute_wrapper(too_early):
        assert publish("2025-01", TODAY, 5) == first
    assert looks
    assert selectors.uncounted(date(2025, 2, 1)) == ["2025-01"]


def test_rounding_changes_what_is_shown_and_shows_no_more() -> None:
    two_months()
    tables = publish("2025-01", TODAY, 5, round_to=10).tables
    assert tables["contacts"]["2025/2025-01"]["all"] == 70
    assert tables["language"]["2025/2025-01/prompt/brussels"]["uk"] is None


@pytest.mark.parametrize("late", [0, 2])
def test_a_solver_with_two_months_and_their_year_finds_nothing_hidden_in_the_stored_tables(
    late: int,
) -> None:
    """Nor by those who came late for the first month, and are counted in the second."""
    two_months()
    publish("2025-01", TODAY, 5)
    came(late, day=date(2025, 1, 7), language="uk", channel="left", handle_band="")
    publishing.publish_due(TODAY, None)
    released = list(Release.objects.all())
    pair = ("language", "subject")
    assert set(pair) <= set(SUMMED)
    places = {tuple(place.split("/")) for each in released for place in each.tables["contacts"]}
    leaves = sorted(place for place in places if len(place) == 4)
    values = [sorted({c for each in released for row in each.tables[name].values() for c in row}
                     - {"all"}) for name in pair]  # fmt: skip
    attacker = Attacker(leaves, values)
    hidden = []
    for release in released:
        for number, name in enumerate(pair):
            for place, row in release.tables[name].items():
                path = tuple(place.split("/"))
                cells = {(number, path, column): n for column, n in row.items()}
                attacker.reads({cell: n for cell, n in cells.items() if n is not None})
                hidden += [cell for cell, n in cells.items() if n is None]
    assert len(hidden) > 5
    for cell in hidden:
        least, most = attacker.bounds(cell)
        assert most - least + 1 >= 5, (cell, least, most)
