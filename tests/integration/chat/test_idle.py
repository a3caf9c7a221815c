"""What the loops ask of the database while people talk and nobody waits; and that it is enough."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat import sweep
from chat.actions import queueing, silence
from chat.dispatch import Dispatcher
from chat.lifecycle import Cause
from counselors.models import Counselor
from counselors.permissions import Grant
from counselors.selectors import counselor_of, grants_of
from tests.chat_people import CLOSING, NOW, coordinator, fresh, later, talk, visitor


def asked(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


def test_a_second_of_the_loops_asks_two_questions_while_everybody_talks(
    alice: Counselor, bram: Counselor
) -> None:
    for who in (alice, alice, bram, bram):
        talk(who)
    dispatcher = Dispatcher()
    sweep.step(later(1))
    dispatcher.step(later(1))
    assert asked(lambda: sweep.step(later(2))) == 1
    assert asked(lambda: dispatcher.step(later(2))) == 1


def test_the_question_that_is_put_together_once_is_asked_about_each_instant(
    alice: Counselor,
) -> None:
    row = visitor()
    queueing.claim(row.pk, alice.pk, Cause.DISPATCHED, None, NOW)
    until = fresh(row).offer_until
    assert until is not None
    for seconds, due in ((-1, []), (0, [row.pk]), (-1, [])):
        chores = silence.chores(later(seconds, until))
        assert [each.args[0] for each in chores] == due


def test_the_doors_are_looked_at_only_for_those_who_wait_long(alice: Counselor) -> None:
    row = visitor(city="namur")
    assert asked(lambda: silence.chores(later(14 * 60))) == 1
    assert asked(lambda: silence.chores(later(16 * 60))) > 1
    assert row.pk in {each.args[0] for each in silence.chores(later(16 * 60, CLOSING))}


def test_who_comes_when_it_was_quiet_is_dispatched_at_once(alice: Counselor) -> None:
    dispatcher = Dispatcher()
    for seconds in range(0, 40, 10):
        dispatcher.step(later(seconds))
    row = visitor(later(41))
    assert dispatcher.step(later(41))
    assert fresh(row).counselor_id == alice.pk


def test_to_see_what_somebody_may_do_takes_two_questions(alice: Counselor) -> None:
    assert asked(lambda: counselor_of(alice.user_id)) == 3
    dora = coordinator()
    assert asked(lambda: grants_of(dora.pk)) == 2
    dora.is_superuser = True
    dora.save()
    assert Grant("administrator", None) in grants_of(dora.pk)
