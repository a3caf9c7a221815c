from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import msgspec
import pytest

from miti.demo.choosing import City, Plan, World, arrivals, plan
from miti.demo.figures import Figures

CONFIG = Path(__file__).parents[3] / "config"
FIGURES = msgspec.toml.decode((CONFIG / "demo" / "visitors.toml").read_bytes(), type=Figures)
OPEN = World(
    cities=tuple(City(key, is_open=True, demo=False) for key in FIGURES.cities),
    subjects=tuple(FIGURES.subjects),
    languages=tuple(FIGURES.texts),
)
NIGHT = replace(
    OPEN,
    cities=(
        *(replace(each, is_open=False) for each in OPEN.cities),
        City("demo", is_open=True, demo=True),
    ),
)


def visitors(count: int, world: World = OPEN, figures: Figures = FIGURES) -> list[Plan]:
    return [plan(Random(f"visitor {number}"), figures, world, 0.0) for number in range(count)]


def shares(values: list[object]) -> dict[object, float]:
    return {value: times / len(values) for value, times in Counter(values).items()}


def keys(file: str, table: str, name: str) -> set[str]:
    found = msgspec.toml.decode((CONFIG / file).read_bytes())
    return {each[name] for each in found[table]}


def test_the_figures_know_every_city_subject_and_language_of_the_service() -> None:
    assert set(FIGURES.cities) == set(FIGURES.languages) == keys("cities.toml", "city", "key")
    assert set(FIGURES.subjects) == keys("subjects.toml", "subject", "key")
    assert set(FIGURES.texts) == keys("languages.toml", "language", "code")
    assert all(len(set(texts.remarks)) == len(texts.remarks) for texts in FIGURES.texts.values())
    assert all(set(texts.openings) == set(FIGURES.subjects) for texts in FIGURES.texts.values())


def test_cities_subjects_and_languages_come_in_their_shares() -> None:
    everybody = visitors(6000)
    cities = shares([each.city for each in everybody])
    assert cities[None] == pytest.approx(0.10, abs=0.02)
    assert cities["brussels"] == pytest.approx(0.90 * 0.45, abs=0.02)
    assert cities["namur"] == pytest.approx(0.90 * 0.13, abs=0.02)
    subjects = shares([each.subject for each in everybody])
    assert subjects[None] == pytest.approx(0.175, abs=0.02)
    assert subjects["learning"] == pytest.approx(0.825 * 0.34, abs=0.02)
    in_brussels = shares([each.language for each in everybody if each.city == "brussels"])
    assert in_brussels["fr"] == pytest.approx(0.77, abs=0.03)
    assert in_brussels["nl"] == pytest.approx(0.10, abs=0.02)
    assert {each.language for each in everybody if each.city == "liege"} == {"fr", "de", "en"}


def test_most_of_those_who_give_up_say_nothing() -> None:
    ways = shares([each.giving_up for each in visitors(3000)])
    assert ways["leaves"] == pytest.approx(0.30, abs=0.03)
    assert ways["falls_silent"] == pytest.approx(0.35, abs=0.03)


def test_some_are_impatient_and_some_are_very_patient() -> None:
    waits = sorted(each.patience for each in visitors(4000))
    mean = sum(waits) / len(waits)
    assert mean == pytest.approx(0.15 * 45 + 0.60 * 240 + 0.25 * 720, rel=0.1)
    assert waits[len(waits) // 10] < 45
    assert waits[-len(waits) // 20] > 720


def test_some_lose_the_connection_for_more_than_ten_seconds() -> None:
    cuts = [each.cut for each in visitors(2000)]
    broken = [cut for cut in cuts if cut is not None]
    assert len(broken) / len(cuts) == pytest.approx(0.2, abs=0.03)
    assert all(10 <= away <= 40 for _, away in broken)


def test_when_the_cities_are_closed_people_go_to_the_city_of_the_demo() -> None:
    assert {each.city for each in visitors(200, NIGHT)} == {"demo", None}


def test_a_city_and_a_language_that_the_service_lacks_are_not_chosen() -> None:
    small = World((City("namur", is_open=True, demo=False),), ("moving",), ("fr", "nl"))
    everybody = visitors(300, small)
    assert {each.city for each in everybody} == {"namur", None}
    assert {each.subject for each in everybody} == {"moving", None}
    assert {each.language for each in everybody} == {"fr", "nl"}


def test_a_service_of_other_cities_and_subjects_is_visited_too() -> None:
    other = World((City("mons", is_open=True, demo=False),), ("health",), ("en",))
    everybody = visitors(300, other)
    assert {each.city for each in everybody} == {"mons", None}
    assert {each.subject for each in everybody} == {"health", None}
    assert {each.opening for each in everybody if each.subject == "health"} <= {
        f"[demo] {line}" for line in FIGURES.texts["en"].unknown
    }


def test_what_they_write_is_in_their_language_and_marked_as_demo() -> None:
    for each in visitors(300):
        texts = FIGURES.texts[each.language]
        assert each.opening.startswith(texts.mark)
        assert set(each.answers) <= set(texts.answers)
        assert each.answers


def test_the_same_dice_draw_the_same_visitor() -> None:
    assert visitors(20) == visitors(20)


def test_the_morning_has_its_busy_hour_and_a_few_at_the_door() -> None:
    times = arrivals(Random("morning"), FIGURES, 6000)
    assert times == sorted(times)
    assert shares([at == 0.0 for at in times])[True] == pytest.approx(0.075, abs=0.015)
    hours = shares([int(at // 3600) for at in times if at])
    assert hours[1] == pytest.approx(1.25 / 3, abs=0.03)
    assert hours[2] == pytest.approx(0.75 / 3, abs=0.03)
    assert set(hours) == {0, 1, 2}
