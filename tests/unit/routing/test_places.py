"""Where somebody stands, and what the next in line is told."""

from routing.domain import Rules
from routing.places import Places
from tests.routing_people import HANDLE_TIME, alice, bram

RULES = Rules()
WORKING = ("working", "fr")


def longest(queue: Places, group: tuple[str, str]) -> int:
    """The upper end of what the next in line of this group is told."""
    high = queue.wait(group, None, None).high
    assert high is not None
    return high


def test_the_wait_is_unknown_while_nobody_able_takes_people() -> None:
    places = Places([alice(accepting=False)], RULES, HANDLE_TIME)
    assert not places.wait(WORKING, None, None).known


def test_more_able_counselors_shorten_the_wait() -> None:
    one = Places([alice(open_talks=2)], RULES, HANDLE_TIME)
    two = Places([alice(open_talks=2), bram(open_talks=2)], RULES, HANDLE_TIME)
    assert longest(two, WORKING) < longest(one, WORKING)


def test_people_who_want_somebody_else_do_not_lengthen_the_wait() -> None:
    team = [alice(open_talks=2), bram(open_talks=2, languages={"nl": 1.0})]
    places = Places(team, RULES, HANDLE_TIME)
    before = places.wait(WORKING, None, None)
    for _ in range(9):
        places.join(("moving", "nl"), present=True)
    assert places.wait(WORKING, None, None) == before
    assert places.place(WORKING) == 1


def test_a_counselor_in_common_lets_others_count_in_part() -> None:
    team = [alice(open_talks=2), bram(open_talks=2)]
    places = Places(team, RULES, HANDLE_TIME)
    for _ in range(6):
        places.join(("moving", "nl"), present=True)
    assert longest(places, ("choosing", "fr")) < longest(places, ("moving", "fr"))
    assert places.place(("moving", "fr")) == 7


def test_people_who_are_away_hold_a_place_and_cost_no_time() -> None:
    places = Places([alice(open_talks=2)], RULES, HANDLE_TIME)
    before = places.wait(WORKING, None, None)
    places.join(WORKING, present=False)
    assert places.place(WORKING) == 2
    assert places.wait(WORKING, None, None) == before


def test_counselors_of_another_city_help_their_own_first() -> None:
    places = Places([alice(open_talks=2), bram(open_talks=2)], RULES, HANDLE_TIME)
    shares = [places.expected(WORKING, city) for city in ("brussels", "liege", None)]
    assert [each and each.home for each in shares] == [0.5, 0.0, 1.0]
