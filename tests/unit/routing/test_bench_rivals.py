from __future__ import annotations

from routing.domain import OnDuty, Waiting
from tests.bench.rivals import RIVALS, Rival

NOW = 1_000.0


def desk(rule: str, *staff: OnDuty) -> Rival:
    found = RIVALS[rule]()
    for counselor in staff:
        found.on_duty(counselor, NOW)
    return found


def counselor(number: int, city: str, talks: int = 0, slots: int = 2, free: float = 0.0) -> OnDuty:
    return OnDuty(number, city, frozenset({"learning"}), {"fr": 1.0}, slots, talks, free)


def person(number: int = 1, city: str = "namur", at: float = NOW) -> Waiting:
    return Waiting(number, city, None, "fr", queued_at=at)


def taken_by(rule: str, *staff: OnDuty) -> int:
    (choice,) = desk(rule, *staff).arrive(person(), NOW)
    return choice.counselor


def test_the_least_loaded_takes_the_next_wherever_they_sit() -> None:
    staff = counselor(1, "namur", talks=1), counselor(2, "liege")
    assert taken_by("least loaded", *staff) == 2
    assert taken_by("own city, then most free slots", *staff) == 1


def test_the_longest_idle_takes_the_next_however_busy() -> None:
    staff = counselor(1, "namur", free=500.0), counselor(2, "liege", talks=1, free=100.0)
    assert taken_by("longest idle", *staff) == 2


def test_an_inbox_of_one_city_helps_nobody_else() -> None:
    alone = desk("one inbox per city", counselor(1, "liege"))
    assert alone.arrive(person(), NOW) == []
    assert alone.next_ripening is None


def test_other_cities_help_after_half_a_minute() -> None:
    waiting = desk("own city 30 s, then all", counselor(1, "liege"))
    assert waiting.arrive(person(), NOW) == []
    assert waiting.next_ripening == NOW + 30
    assert waiting.ripen(NOW + 29) == []
    (choice,) = waiting.ripen(NOW + 30)
    assert choice.counselor == 1


def test_a_slot_that_comes_free_goes_to_the_longest_waiting() -> None:
    full = desk("least loaded", counselor(1, "namur", talks=1, slots=1))
    for number, at in ((1, NOW - 10), (2, NOW - 60)):
        assert full.wait(person(number, at=at), NOW) == []
    assert [choice.conversation for choice in full.talk_ended(1, NOW)] == [2]


def test_where_the_own_line_is_first_a_free_slot_goes_to_the_own_city() -> None:
    full = desk("own city 30 s, own line first", counselor(1, "namur", talks=1, slots=1))
    for number, city, at in ((1, "namur", NOW - 10), (2, "liege", NOW - 60)):
        assert full.wait(person(number, city, at), NOW) == []
    assert [choice.conversation for choice in full.talk_ended(1, NOW)] == [1]
