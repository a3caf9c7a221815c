"""One line of people of the same kind."""

from routing.domain import CityRules, Rules
from routing.line import Line
from tests.routing_people import NOW, visitor


def line(
    *,
    overflow_after: float = 0.0,
    declined_by: frozenset[int] = frozenset(),
    reserved_for: int | None = None,
) -> Line:
    rules = Rules(cities={"brussels": CityRules(overflow_after=overflow_after)})
    return Line(("brussels", "working", declined_by, reserved_for), rules)


def test_an_old_place_is_kept_whenever_somebody_comes_back() -> None:
    brussels = line()
    for waited in (10, 30, 20):
        brussels.join(visitor(waited, waited=waited))
    assert brussels.first.id == 30
    brussels.leave(30)
    assert brussels.first.id == 20
    brussels.join(visitor(30, waited=30))
    assert brussels.first.id == 30


def test_a_line_that_is_never_served_does_not_grow_for_ever() -> None:
    brussels = line()
    brussels.join(visitor(0, waited=9999))
    for number in range(1, 500):
        brussels.join(visitor(number))
        brussels.leave(number)
    assert len(brussels) == 1
    assert len(brussels._heap) < 50


def test_a_line_goes_to_its_own_city_first() -> None:
    brussels = line(overflow_after=30)
    brussels.join(visitor(1))
    assert brussels.may_go_to(7, "brussels", NOW)
    assert not brussels.may_go_to(7, "namur", NOW + 29)
    assert brussels.may_go_to(7, "namur", NOW + 30)


def test_who_was_cut_off_goes_anywhere_at_once() -> None:
    brussels = line(overflow_after=30)
    brussels.join(visitor(1, cut_off=True))
    assert brussels.may_go_to(7, "namur", NOW)


def test_nobody_goes_back_to_who_declined() -> None:
    brussels = line(declined_by=frozenset({7}))
    brussels.join(visitor(1))
    assert not brussels.may_go_to(7, "brussels", NOW)


def test_who_was_handed_over_goes_to_that_counselor_only() -> None:
    brussels = line(reserved_for=7)
    brussels.join(visitor(1))
    assert brussels.may_go_to(7, "namur", NOW)
    assert not brussels.may_go_to(8, "brussels", NOW)


def test_the_price_of_another_city() -> None:
    assert line().price_of("brussels") == 0.0
    assert line().price_of("namur") == 60.0
