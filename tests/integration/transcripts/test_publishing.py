from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.property.transcripts.attacker import Attacker
from transcripts import actions, publishing
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
    assert publishing.publish_due(TODAY) == ["2025-01", "2025-02", "2025"]
    assert publishing.publish_due(TODAY) == []


def test_the_loop_publishes_at_night_and_never_by_day() -> None:
    two_months()
    noon = datetime(2026, 2, 1, 11, tzinfo=UTC)
    assert not publishing.step(noon)
    assert publishing.step(noon.replace(hour=2))
    assert not publishing.step(noon.replace(hour=3))
    assert Release.objects.count() == 3


def test_rounding_changes_what_is_shown_and_shows_no_more() -> None:
    two_months()
    tables = publish("2025-01", TODAY, 5, round_to=10).tables
    assert tables["contacts"]["2025/2025-01"]["all"] == 70
    assert tables["language"]["2025/2025-01/prompt/brussels"]["uk"] is None


def test_a_solver_with_two_months_and_their_year_finds_nothing_hidden_in_the_stored_tables() -> (
    None
):
    two_months()
    publishing.publish_due(TODAY)
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
