"""What a pulse looks at: it differs when the desk has to be read again, and only then."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from chat.actions import accompanying, closing, holding, log, presence, speaking, talking
from chat.actions.log import Saying, Seeing
from chat.glance import Glance, Marks, glances
from chat.models import Conversation
from chat.sockets.desk_view import _desk_of
from counselors.models import Counselor, DutyState
from tests.chat_people import NOW, later, on_duty, talk, visitor

Deed = Callable[[Conversation, Counselor, Counselor], object]


def glance(counselor: int) -> Glance:
    """Of one desk."""
    return glances([counselor], NOW)[counselor]


def but_for_marks(counselor: Counselor) -> Glance:
    """What may differ only when the desk has to be read again."""
    return glance(counselor.pk)._replace(marks={})


def test_what_is_said_and_seen_grows_only_the_marks(alice: Counselor) -> None:
    row = talk(alice)
    before, marks = but_for_marks(alice), glance(alice.pk).marks[row.pk]
    log.store([Saying(row.pk, alice.pk, uuid4(), "Oui"), Seeing(row.pk, None, 3)], NOW)
    assert but_for_marks(alice) == before
    last = marks.last_seq + 1
    assert glance(alice.pk).marks == {row.pk: Marks(last, min(3, last), marks.counselor_seen)}


def test_a_glance_shows_what_the_desk_shows(alice: Counselor) -> None:
    talk(alice)
    duty, talks = _desk_of(alice)
    assert glance(alice.pk).duty == duty
    assert glance(alice.pk).versions == {pk: each.version for pk, each in talks.items()}


DEEDS: dict[str, Deed] = {
    "asked": lambda row, alice, _: speaking.ask(row.pk, alice.pk, "nl"),
    "set aside": lambda row, alice, _: holding.set_aside(row.pk, alice.pk, NOW),
    "closed": lambda row, alice, _: closing.close(row.pk, alice.pk, None, None, NOW),
    "paused": lambda _, alice, __: presence.set_duty(alice.pk, DutyState.PAUSED, 2, NOW),
    "fewer slots": lambda _, alice, __: presence.set_duty(alice.pk, DutyState.ON, 1, NOW),
    "planned end": lambda _, alice, __: presence.set_duty(
        alice.pk, DutyState.ON, 2, NOW, later(600).timestamp()
    ),
    "another talk": lambda _, alice, __: talking.pick(visitor().pk, alice.pk, NOW),
    "company": lambda row, alice, bram: accompanying.invite(
        row.pk, alice.pk, bram.pk, uuid4(), "", NOW
    ),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS.keys())
def test_whatever_else_a_desk_shows_is_seen_at_a_glance(
    alice: Counselor, bram: Counselor, deed: Deed
) -> None:
    row = talk(alice)
    on_duty(bram)
    before = but_for_marks(alice)
    deed(row, alice, bram)
    assert but_for_marks(alice) != before


def test_who_looks_on_reads_everything_at_each_pulse(alice: Counselor, bram: Counselor) -> None:
    row = talk(alice)
    on_duty(bram)
    assert not glance(bram.pk).shared
    accompanying.invite(row.pk, alice.pk, bram.pk, uuid4(), "", NOW)
    assert glance(bram.pk).shared
    accompanying.step_aside(row.pk, bram.pk)
    assert not glance(bram.pk).shared


def test_desks_that_are_looked_at_together_are_seen_as_each_alone(
    alice: Counselor, bram: Counselor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    on_duty(bram)
    row, other = talk(alice), talk(bram)
    accompanying.invite(other.pk, bram.pk, alice.pk, uuid4(), "", NOW)
    closing.close(row.pk, alice.pk, None, None, NOW)
    with django_assert_num_queries(3):
        both = glances([alice.pk, bram.pk, 0], NOW)
    assert both == {each.pk: glance(each.pk) for each in (alice, bram)}
    assert [set(both[each.pk].versions) for each in (alice, bram)] == [{row.pk}, {other.pk}]
    assert both[alice.pk].shared
    assert both[bram.pk].shared
