"""Whoever signs out, is switched off or loses a role is let go; other services' pages stay out."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from chat import blocking, left_questions, protocol
from chat.actions import answers, holding, questions, queueing
from chat.models import Conversation
from counselors.actions import give_roles, move_home, off_board
from counselors.models import Counselor, Duty, Role
from counselors.permissions import Grant
from miti.origin import allowed
from tests import chat_people as people
from tests.chat_people import visitor_key
from tests.integration.chat.lines import Refused, connected, desk_line, visitor_line
from tests.integration.chat.talks import talks_with

pytestmark = pytest.mark.usefixtures("always_open")


def _sign_out(session: str) -> None:
    browser = Client()
    browser.cookies["sessionid"] = session
    assert browser.post("/desk/sign-out/").status_code == 302


def _switch_off(name: str) -> None:
    user = User.objects.get(username=name)
    user.is_active = False
    user.save()


def _take_roles(name: str) -> None:
    for role in Role.objects.filter(user__username=name):
        role.delete()


def _add_a_role(name: str) -> None:
    give_roles(User.objects.get(username=name), [Grant("editor", "namur")])


async def test_signing_out_in_one_tab_closes_the_desk_in_the_other(alices_session: str) -> None:
    async with connected("/ws/desk", session=alices_session) as line:
        await line.send("hello", version=protocol.VERSION)
        await line.told("welcome")
        await blocking.run(_sign_out, alices_session)
        assert await line.closed() == protocol.CLOSE_SIGN_IN


def _expire(session: str) -> None:
    Session.objects.filter(pk=session).update(expire_date=timezone.now())


async def test_a_session_that_ends_unheard_holds_no_longer_than_some_pulses(
    alices_session: str, settings: Settings
) -> None:
    settings.MITI = settings.MITI | {"MITI_PULSE_SECONDS": 0.1}
    async with connected("/ws/desk", session=alices_session) as line:
        await line.send("hello", version=protocol.VERSION)
        await line.told("welcome")
        await blocking.run(_expire, alices_session)  # nobody is told
        assert await line.closed() == protocol.CLOSE_SIGN_IN


async def test_a_role_that_is_taken_away_ends_the_session_and_closes_the_board(
    coordinators_session: str,
) -> None:
    async with connected("/ws/board", session=coordinators_session) as line:
        await line.send("hello", version=protocol.VERSION)
        await line.told("welcome")
        await blocking.run(_take_roles, "dora")
        assert await line.closed() == protocol.CLOSE_SIGN_IN


def _off_board(name: str) -> None:
    off_board(name, "root", timezone.now())


@pytest.mark.parametrize("change", [_off_board, _switch_off, _take_roles])
async def test_who_leaves_is_out_within_a_second_and_the_talks_wait_again(
    alices_session: str, alice: Counselor, change: Callable[[str], None]
) -> None:
    now = timezone.now()
    held = await blocking.run(_held, alice, now)
    talks = [await blocking.run(people.talk, alice, now) for _ in range(2)]
    async with connected("/ws/desk", session=alices_session) as line:
        await line.send("hello", version=protocol.VERSION)
        await line.told("welcome")
        started = time.monotonic()
        await blocking.run(change, "alice")
        assert await line.closed() == protocol.CLOSE_SIGN_IN
        assert time.monotonic() - started < 1
    for row in (*talks, held):
        now_it_is = await blocking.run(people.fresh, row)
        assert (now_it_is.state, now_it_is.counselor_id) == ("waiting", None)
    assert await blocking.run(_duty_of, alice) == ("off", False)
    assert not await blocking.run(Session.objects.exists)


def test_questions_of_somebody_who_leaves_are_everybodys(
    always_open: None, alice: Counselor
) -> None:
    arrival = queueing.Arrival(
        people.hash_of(visitor_key()), "fr", "brussels", None, "fr", uuid4(), "Et le permis ?"
    )
    row = questions.ask(arrival, timezone.now())
    answers.take(row.pk, alice.pk, None)
    answers.save_draft(row.pk, alice.pk, "Une première idée")
    assert left_questions.free_by_language() == {}
    _off_board("alice")
    assert left_questions.free_by_language() == {"fr": 1}
    assert people.draft_of(row) == "Une première idée"


def _held(who: Counselor, now: datetime) -> Conversation:
    """A talk that is on hold."""
    row = people.talk(who, now)
    holding.hold(row.pk, now)
    return row


def _duty_of(who: Counselor) -> tuple[str, bool]:
    row = Duty.objects.get(counselor=who)
    return row.state, row.online


@pytest.mark.parametrize("change", [_switch_off, _take_roles, _add_a_role])
def test_a_session_ends_when_roles_change_and_others_go_on(
    alices_session: str, brams_session: str, change: Callable[[str], None]
) -> None:
    change("alice")
    assert _desk(alices_session) == 302
    assert _desk(brams_session) == 200


def _desk(session: str) -> int:
    browser = Client()
    browser.cookies["sessionid"] = session
    return browser.get("/desk/").status_code


def test_moving_to_another_city_takes_no_talk_away(always_open: None, alice: Counselor) -> None:
    now = timezone.now()
    row = people.talk(people.on_duty(alice, now), now)
    with transaction.atomic():
        alice.city_id = "namur"
        alice.save()
        move_home(alice, "brussels")
    assert people.fresh(row).state == "open"


@pytest.mark.parametrize(
    "origin", ["http://127.0.0.1:9999", "http://localhost", "ftp://127.0.0.1", "null", ""]
)
async def test_another_service_on_the_same_machine_opens_no_socket(
    origin: str, alices_session: str
) -> None:
    with pytest.raises(Refused):
        async with connected("/ws/desk", session=alices_session, origin=origin):
            pass


def test_a_page_on_the_port_that_was_asked_is_ours() -> None:
    host = (b"host", b"127.0.0.1:8000")
    assert allowed(dict([host, (b"origin", b"http://127.0.0.1:8000")]))
    assert not allowed(dict([host]))
    assert not allowed({b"host": b"evil.example", b"origin": b"http://evil.example"})


async def test_a_visitor_is_not_told_for_a_moment_longer_that_who_signed_out_is_here(
    alices_session: str,
) -> None:
    async with visitor_line(visitor_key()) as visitor:
        async with desk_line(alices_session) as desk:
            await talks_with(visitor, desk)
            assert visitor.newest("status")["counselor_online"]
            visitor.forget()
            await blocking.run(_sign_out, alices_session)
            assert await desk.closed() == protocol.CLOSE_SIGN_IN
        await visitor.told("status", state="open", counselor_online=False)
