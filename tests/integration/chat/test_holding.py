"""A counselor puts a talk on hold, and goes on with it; never with more talks than slots."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from chat import blocking
from chat.actions import closing, holding, presence
from chat.actions.correcting import correct
from chat.lifecycle import State
from chat.models import Conversation
from chat.picture import used_slots
from chat.protocol import Refusal, StillHere
from chat.sockets import desk_acts, visitor_acts
from counselors.models import Counselor, DutyState
from tests.chat_people import (
    NOW,
    dispatch,
    fresh,
    later,
    lines,
    on_duty,
    say,
    talk,
    visitor,
    visitor_key,
)
from tests.integration.chat.beats import counselors_beat, swept, visitors_beat
from tests.integration.chat.lines import desk_line, new_message, visitor_line
from tests.integration.chat.talks import in_talk, talks_with


def refused(action: object, *arguments: object) -> str:
    assert callable(action)
    with pytest.raises(Refusal) as refusal:
        action(*arguments)
    return refusal.value.code


def set_aside(row: Conversation, who: Counselor) -> Conversation:
    holding.set_aside(row.pk, who.pk, later(1))
    return fresh(row)


def test_a_talk_on_hold_frees_its_place_and_names_who_comes_back(alice: Counselor) -> None:
    on_duty(alice, slots=1)
    row = set_aside(talk(alice), alice)
    assert (row.state, row.counselor_id) == ("on_hold", alice.pk)
    assert row.entries.get(code="held").params == {"alias": "Alice"}
    assert used_slots([alice.pk]) == {}
    next_one = visitor(later(2))
    dispatch(later(2))
    assert fresh(next_one).state == "offered"


def test_a_typo_that_is_corrected_meanwhile_wakes_nobody(alice: Counselor) -> None:
    on_duty(alice, slots=1)
    row = talk(alice)
    say(row, "Un momment", alice)
    set_aside(row, alice)
    talk(alice)  # no slot is free
    correct(row.pk, alice.pk, 3, uuid4(), "Un moment", later(2))
    visitors_beat(row, now=later(3))
    counselors_beat(alice, now=later(3))
    swept(later(3))
    assert (fresh(row).state, fresh(row).counselor_id) == ("on_hold", alice.pk)
    assert lines(row)[-1][1] == "Un moment"


def test_it_goes_on_when_a_place_is_free_and_not_before(alice: Counselor) -> None:
    on_duty(alice, slots=1)
    row = set_aside(talk(alice), alice)
    other = talk(alice, later(2))
    assert refused(holding.go_on, row.pk, alice.pk, later(3)) == "full"
    assert fresh(row).state == "on_hold"
    closing.close(other.pk, alice.pk, None, None, later(4))
    for _ in range(2):  # again: it goes on already
        holding.go_on(row.pk, alice.pk, later(5))
    assert fresh(row).state == "open"
    assert [text for _, text in lines(row)][-2:] == ["held", "woken"]


def test_only_who_has_the_talk_holds_it_and_only_while_it_is_open(
    alice: Counselor, bram: Counselor
) -> None:
    row = talk(alice)
    assert refused(holding.set_aside, row.pk, bram.pk, NOW) == "taken"
    set_aside(row, alice)
    assert refused(holding.set_aside, row.pk, bram.pk, NOW) == "taken"
    assert refused(holding.go_on, row.pk, bram.pk, NOW) == "taken"
    closing.leave(row.pk, NOW)
    for act in (holding.set_aside, holding.go_on):
        assert refused(act, row.pk, alice.pk, NOW) == "wrong_state"


def test_whoever_writes_while_no_place_is_free_goes_to_the_front_and_is_told_why(
    alice: Counselor,
) -> None:
    on_duty(alice, slots=1)
    row = set_aside(talk(alice), alice)
    talk(alice, later(2))
    say(row, "Encore une chose", now=later(3))
    holding.wake(row.pk, later(3))
    now = fresh(row)
    assert (now.state, now.cut_off, now.previous_id) == ("waiting", True, alice.pk)
    assert lines(row)[-1][1] == "no_slot"


def test_the_counselor_sees_that_whoever_is_on_hold_has_gone_away(alice: Counselor) -> None:
    row = set_aside(talk(alice), alice)
    swept(later(50))
    assert (fresh(row).state, fresh(row).visitor_online) == ("on_hold", False)


def test_nobody_keeps_more_people_waiting_on_hold_than_they_have_places(alice: Counselor) -> None:
    on_duty(alice, slots=1)
    set_aside(talk(alice), alice)
    second = talk(alice, later(2))
    assert refused(holding.set_aside, second.pk, alice.pk, later(3)) == "too_many"
    assert fresh(second).state == "open"
    visitors_beat(second, now=later(40))
    swept(later(51))  # the first visitor has gone: nobody waits any more
    assert set_aside(second, alice).state == "on_hold"


def say_that_the_visitor_is_there(row: Conversation, _alice: Counselor, now: datetime) -> None:
    visitor_acts.act(StillHere(), row.pk, now)


def keep_it_on_hold(row: Conversation, alice: Counselor, now: datetime) -> None:
    holding.set_aside(row.pk, alice.pk, now)


@pytest.mark.parametrize("keep", [keep_it_on_hold, say_that_the_visitor_is_there])
def test_either_side_keeps_on_hold_what_is_about_to_end(
    alice: Counselor, keep: Callable[[Conversation, Counselor, datetime], None]
) -> None:
    row = set_aside(talk(alice), alice)
    holding.warn(row.pk, later(3600, row.since))
    visitors_beat(row, now=later(3700, row.since))  # that the page is open is no answer
    assert fresh(row).still_there_until == later(3900, row.since)
    keep(row, alice, later(3800, row.since))
    kept = fresh(row)
    assert (kept.state, kept.still_there_until) == ("on_hold", None)
    assert (kept.since, lines(kept)) == (later(3800, row.since), lines(row))
    for seconds in (3599, 3600):
        assert fresh(row).still_there_until is None
        holding.warn(row.pk, later(seconds, kept.since))
    assert fresh(row).still_there_until == later(3900, kept.since)


@pytest.mark.parametrize(("here", "state"), [(True, State.WAITING), (False, State.ON_HOLD)])
def test_nobody_is_kept_on_hold_for_a_counselor_who_has_gone(
    alice: Counselor, here: bool, state: State
) -> None:
    row = set_aside(talk(alice), alice)
    swept(later(55))
    if here:
        visitors_beat(row, now=later(109))
    swept(later(110))
    assert fresh(row).state == state
    visitors_beat(row, now=later(120))  # back after all
    swept(later(121))
    assert (fresh(row).state, fresh(row).cut_off) == ("waiting", True)


def test_who_leaves_the_duty_may_still_come_back_to_a_talk_on_hold(alice: Counselor) -> None:
    row = set_aside(talk(alice), alice)
    presence.set_duty(alice.pk, DutyState.OFF, 2, later(2))
    counselors_beat(alice, now=later(100))
    visitors_beat(row, now=later(100))
    swept(later(110))
    assert fresh(row).state == "on_hold"


async def test_on_the_wire_the_visitor_is_told_and_wakes_it_by_writing(alices_session: str) -> None:
    async with visitor_line(visitor_key()) as visitor, desk_line(alices_session) as alice:
        ref = await talks_with(visitor, alice)
        await alice.send("hold", ref=ref)
        held = await visitor.told("entry", code="held")
        assert held["params"] == {"alias": "Alice"}
        status = await visitor.told("status", state="on_hold")
        assert status["who"]["alias"] == "Alice"
        await alice.until(lambda: alice.newest("duty")["used"] == 0)
        await visitor.send("say", **new_message("Encore là ?"))
        await alice.told("entry", text="Encore là ?")
        await visitor.told("entry", code="woken")
        await alice.until(lambda: alice.newest("duty")["used"] == 1)


async def test_on_the_wire_both_sides_are_warned_and_either_keeps_it(alices_session: str) -> None:
    async with visitor_line(visitor_key()) as visitor, desk_line(alices_session) as alice:
        ref = await talks_with(visitor, alice)
        await alice.send("hold", ref=ref)
        await visitor.told("status", state="on_hold")
        conversation = await blocking.run(desk_acts.found, ref)
        for line, keep, about in ((alice, "hold", {"ref": ref}), (visitor, "still_here", {})):
            await blocking.run(holding.warn, conversation, timezone.now() + timedelta(hours=2))
            await visitor.until(lambda: visitor.newest("status")["still_there_until"])
            await alice.until(lambda: alice.newest("talk")["talk"]["ends_at"])
            await line.send(keep, **about)
            await visitor.until(lambda: visitor.newest("status")["still_there_until"] is None)
            await alice.until(lambda: alice.newest("talk")["talk"]["ends_at"] is None)
        assert visitor.newest("status")["state"] == "on_hold"


async def test_on_the_wire_no_word_gets_into_a_talk_on_hold_that_has_no_place(
    alices_session: str,
) -> None:
    async with (
        visitor_line(visitor_key()) as first,
        visitor_line(visitor_key()) as second,
        desk_line(alices_session) as alice,
    ):
        ref = await talks_with(first, alice)
        await alice.send("duty", state="on", slots=1)
        await alice.told("duty", slots=1)
        await alice.send("hold", ref=ref)
        await first.told("status", state="on_hold")
        other = await talks_with(second, alice, "Et moi ?")
        said = new_message("Me revoilà.")
        await alice.send("say", ref=ref, **said)
        await alice.told("refused", command="say", code="full", key=said["key"])
        await alice.send("go_on", ref=ref)
        await alice.told("refused", command="go_on", code="full", ref=ref)
        await alice.send("close", ref=other, outcome="answered")
        await alice.told("talk_gone", ref=other)
        await alice.send("say", ref=ref, **said)
        await first.told("entry", text="Me revoilà.")
        assert first.newest("status")["state"] == "open"
        assert first.has("entry", code="woken")


async def test_on_the_wire_nobody_else_puts_a_talk_on_hold(
    alices_session: str, brams_session: str
) -> None:
    async with in_talk(alices_session, brams_session) as (visitor, _alice, bram, ref):
        for command in ("hold", "go_on"):
            await bram.send(command, ref=ref)
            await bram.told("refused", command=command, code="taken")
        assert visitor.newest("status")["state"] == "open"
