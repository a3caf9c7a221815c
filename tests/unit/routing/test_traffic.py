from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from routing.scenario import InvalidScenario, Scenario, Surge, scenario_from
from routing.traffic import World, draw
from tests.routing_days import USUAL, scenario


def drawn(kind: Scenario, day: int = 1, team: int = 1) -> World:
    return draw(kind, Random(day), Random(team))


def test_the_same_dice_draw_the_same_day() -> None:
    assert drawn(scenario()) == drawn(scenario())


def test_another_team_meets_the_same_visitors() -> None:
    assert drawn(scenario(), team=1).visitors == drawn(scenario(), team=2).visitors


def test_a_day_has_about_as_many_visitors_as_its_scenario_says() -> None:
    kind = scenario(per_hour=40)
    many = sum(len(drawn(kind, day).visitors) for day in range(50)) / 50
    assert many == pytest.approx(kind.visitors, rel=0.05)


def test_people_come_in_order_and_within_the_hours() -> None:
    kind = scenario(per_hour=40)
    instants = [each.at for each in drawn(kind).visitors]
    assert instants == sorted(instants)
    assert instants[0] >= 0
    assert instants[-1] < kind.closes


def test_some_stand_at_the_door() -> None:
    kind = scenario(per_hour=40, at_the_door=0.5)
    early = sum(each.at < 60 for day in range(20) for each in drawn(kind, day).visitors)
    assert early / 20 == pytest.approx(kind.visitors / 2, rel=0.15)


def test_a_surge_brings_more_of_its_own_kind_only() -> None:
    kind = scenario(per_hour=40, at_the_door=0.0)
    wave = replace(kind, surges=(Surge(0.0, 3600.0, 5.0, "brussels", "learning"),))
    calm, wild = (
        [each for day in range(30) for each in drawn(which, day).visitors] for which in (kind, wave)
    )
    kinds = {(each.city, each.subject) for each in wild}
    more = {
        each: sum((v.city, v.subject) == each for v in wild)
        - sum((v.city, v.subject) == each for v in calm)
        for each in kinds
    }
    assert max(more, key=lambda each: more[each]) == ("brussels", "learning")
    assert len(wild) > len(calm)


def test_the_forecast_knows_everybody_but_the_surge() -> None:
    kind = scenario(per_hour=40, at_the_door=0.0)
    an_hour = sum(kind.forecast[0].per_second.values()) * 3600
    assert an_hour == pytest.approx(40.0 * kind.hour_weights[0])
    surprised = replace(kind, surges=(Surge(0.0, 3600.0, 5.0),))
    assert surprised.forecast == kind.forecast


def test_a_team_has_the_speakers_that_were_asked_for() -> None:
    for number in range(20):
        staff = [shift.counselor for shift in drawn(scenario(), team=number).shifts]
        dutch = sorted(each.city for each in staff if "nl" in each.languages)
        assert dutch == ["brussels", "namur"]
        assert all(each.languages["fr"] == 1.0 for each in staff)


def test_an_outage_takes_its_part_of_one_city_at_once() -> None:
    kind = scenario(outages=[{"city": "brussels", "share": 0.5, "starts": 10, "ends": 11}])
    kind = replace(kind, team=replace(kind.team, lost_per_hour=0.0))
    lost = [shift for shift in drawn(kind).shifts if shift.lost]
    assert [shift.counselor.city for shift in lost] == ["brussels"]
    assert lost[0].lost == ((3600.0, 7200.0),)


def test_a_missing_key_is_named() -> None:
    with pytest.raises(InvalidScenario, match="per_hour: is missing"):
        scenario_from({"title": "", "why": ""}, USUAL)


def test_a_city_without_languages_is_named() -> None:
    with pytest.raises(InvalidScenario, match=r"languages\.gent: is missing"):
        scenario(cities={"gent": 1})


def test_a_misspelled_part_is_named() -> None:
    with pytest.raises(InvalidScenario, match="much"):
        scenario(talks=[{"share": 1, "mean": 600, "much": 1}])
