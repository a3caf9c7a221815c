"""A demo's past: whole months, never twice, and never beside what was really counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.utils import timezone
from pytest_django import Settings

from miti import history
from miti.demo.history import past_months
from miti.problems import Problem
from tests.integration.transcripts.test_publishing import came
from transcripts import publishing
from transcripts.models import Fact, Release, Remark

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_a_demo(settings: Settings) -> None:
    settings.DEMO = True


def for_so_many(months: int) -> Callable[[], bool]:
    """Whoever goes on for these months, and then is told to stop."""
    answers: Iterator[bool] = iter([True] * months)
    return lambda: next(answers, False)


def periods() -> list[str]:
    return [each.period for each in Release.objects.all() if "-" in each.period]


@pytest.mark.usefixtures("in_a_demo")
def test_a_past_that_was_stopped_is_whole_months_and_is_taken_up_again() -> None:
    first, second, third = (f"{day:%Y-%m}" for day in history.missing(timezone.localdate(), 3))
    history.invent(3, for_so_many(1))
    assert periods() == [first]
    facts = Fact.objects.count()
    assert facts > 1000
    history.invent(3)
    assert periods() == [third, second, first]
    assert {each.origin for each in Release.objects.all()} == {"demo"}
    assert Fact.objects.filter(day__gte=date.fromisoformat(f"{first}-01")).count() == facts
    remarks = Remark.objects.filter(told=True)
    assert remarks.count() == Remark.objects.count() > 30
    assert {each.month for each in remarks} == set(periods())
    everything = Fact.objects.count()
    history.invent(3)
    assert Fact.objects.count() == everything


@pytest.mark.usefixtures("in_a_demo")
def test_a_year_is_told_when_its_past_is_whole_and_not_by_the_loop_before() -> None:
    today = timezone.localdate()
    months = 11 + today.month  # the whole last year, and what was before this month
    last, *earlier = past_months(today, months)
    for month in reversed(earlier):
        came(9, day=month)
        publishing.publish_as_set(f"{month:%Y-%m}", today)
    assert publishing.publish_due(today, None) == []
    assert history.missing(today, months) == [last]
    history.invent(months)
    told = [each.period for each in Release.objects.all()]
    assert f"{today.year - 1}" in told
    assert len(told) == months + 1


def test_no_past_is_invented_outside_a_demo() -> None:
    with pytest.raises(Problem, match="only in a demo"):
        history.invent(1)


@pytest.mark.usefixtures("in_a_demo")
def test_no_past_is_invented_beside_facts_that_nobody_has_invented() -> None:
    came(3)
    with pytest.raises(Problem, match="nobody invented"):
        history.invent(1)
    assert Fact.objects.count() == 3
