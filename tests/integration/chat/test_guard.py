"""While machines write: a coordinator's guard asks for a proof of work, and lets in one by one."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import Settings

from chat import blocking, overview, proof, protocol, selectors, simple_views
from chat.actions import guarding
from chat.models import Conversation, Knock
from chat.protocol import Refusal
from counselors.models import AuditEntry, Role
from tests.chat_people import NOW, later, open_house, visitor, visitor_key
from tests.integration.chat.lines import Json, Wire, connected, new_message, visitor_line
from tests.integration.chat.test_polling import Poller, start
from tests.integration.chat.test_simple import form, post

HOUR = timedelta(hours=1)
MIDDLE_OF_NOWHERE = {"city": None, "subject": None, "language": "fr"}


@pytest.fixture(autouse=True)
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test here solves, some of them fifty times."""
    monkeypatch.setattr(proof, "COST", 10)


async def switch_on() -> None:
    await blocking.run(guarding.switch_on, "dora", timezone.now())


async def begun() -> int:
    return await blocking.run(Conversation.objects.count)


async def asks(line: Wire, how: str = "start", **more: object) -> Json:
    """What somebody is told who asks: the status of a conversation, or why not."""
    line.forget()
    await line.send(how, **{**MIDDLE_OF_NOWHERE, **new_message("Bonjour"), **more})
    await line.until(lambda: line.has("status") or line.has("refused"))
    return line.newest("status" if line.has("status") else "refused")


async def challenge_of(line: Wire, how: str = "start") -> str:
    told = await asks(line, how)
    assert told["code"] == "proof_first"
    return str(told["params"]["challenge"])


# --- over the sockets ------------------------------------------------------------------------


@pytest.mark.usefixtures("always_open")
@pytest.mark.parametrize(("how", "state"), [("start", "waiting"), ("ask_later", "left")])
async def test_without_the_guard_nobody_proves_anything(how: str, state: str) -> None:
    async with visitor_line(visitor_key()) as line:
        assert (await asks(line, how))["state"] == state


@pytest.mark.usefixtures("always_open")
@pytest.mark.parametrize(("how", "state"), [("start", "waiting"), ("ask_later", "left")])
async def test_with_the_guard_a_proof_lets_in_and_only_once(how: str, state: str) -> None:
    await switch_on()
    async with visitor_line(visitor_key()) as line, visitor_line(visitor_key()) as other:
        proved = proof.solve(await challenge_of(line, how))
        assert await begun() == 0
        assert (await asks(line, how, proof=proved))["state"] == state
        assert (await asks(other, how, proof=proved))["code"] == "proof_first"
        assert await begun() == 1


@pytest.mark.usefixtures("always_open")
async def test_what_proves_nothing_is_answered_with_another_challenge() -> None:
    await switch_on()
    expired = proof.solve(proof.challenge(timezone.now() - HOUR))
    with override_settings(SECRET_KEY="of somebody else, who makes challenges of their own"):
        forged = proof.solve(proof.challenge(timezone.now() + HOUR))
    async with visitor_line(visitor_key()) as line:
        first = await challenge_of(line)
        for wrong in (expired, forged, "nonsense", "e30=", first):
            told = await asks(line, proof=wrong)
            assert told["code"] == "proof_first"
            assert told["params"]["challenge"] != first
    assert await begun() == 0


@pytest.mark.usefixtures("always_open")
async def test_whoever_talks_already_is_not_asked() -> None:
    key = visitor_key()
    async with visitor_line(key) as line:
        await asks(line)
    await switch_on()
    async with visitor_line(key) as line:
        await line.told("status", state="waiting")
        await line.send("say", **new_message("Encore"))
        await line.told("entry", text="Encore")


@pytest.mark.usefixtures("always_open")
async def test_a_socket_that_never_proves_anything_is_closed() -> None:
    await switch_on()
    async with visitor_line(visitor_key()) as line:
        for _ in range(30):
            await line.send("start", **MIDDLE_OF_NOWHERE)
        assert await line.closed() == protocol.CLOSE_FLOOD


@pytest.mark.usefixtures("always_open")
async def test_over_plain_http_the_same_proof_keeps_the_place(settings: Settings) -> None:
    settings.MITI = {**settings.MITI, "MITI_ENTRY_RATE": 0.001}
    await switch_on()
    for _ in range(guarding.BURST):
        await blocking.run(guarding.let_in, None, proved(), timezone.now())
    who, asked = Poller(), start("Bonjour")
    await who.polls(asked)
    asked["proof"] = proof.solve(_refusal(who.frames)["params"]["challenge"])
    turns = []
    for _ in range(3):  # each request is a socket of its own
        await who.polls(asked)
        assert _refusal(who.frames)["code"] == "too_fast"
        turns.append(await blocking.run(lambda: list(Knock.objects.filter(used=False))))
    assert [len(each) for each in turns] == [1, 1, 1]
    assert turns[0][0].turn == turns[2][0].turn
    await blocking.run(guarding.switch_off, "dora", timezone.now())
    await who.polls(asked)
    assert "Bonjour" in who.log.values()


def _refusal(frames: list[Json]) -> Json:
    (found,) = (each for each in frames if each["type"] == "refused")
    return found


# --- the queues ------------------------------------------------------------------------------


def proved(until: datetime | None = None) -> str:
    return proof.solve(proof.challenge(until or datetime.now(UTC) + HOUR))


@pytest.fixture
def guarded(db: None, settings: Settings) -> None:
    """On since NOW; each city lets in somebody every ten seconds."""
    settings.MITI = {**settings.MITI, "MITI_ENTRY_RATE": 0.1}
    guarding.switch_on("dora", NOW)


def waits(city: str | None, shown: str, now: datetime) -> float:
    """0, or for how long somebody is told to wait."""
    try:
        guarding.let_in(city, shown, now)
    except Refusal as refusal:
        return float(refusal.params["retry_after"] or 0)
    return 0.0


@pytest.mark.usefixtures("guarded")
def test_an_entry_lets_in_some_at_once_and_then_one_by_one_in_order() -> None:
    together = [waits("namur", proved(), NOW) for _ in range(guarding.BURST)]
    assert together == [0.0] * guarding.BURST
    first, second = proved(), proved()
    assert (waits("namur", first, NOW), waits("namur", second, NOW)) == (10.0, 20.0)
    assert waits("namur", second, later(11)) == 9.0  # and does not overtake
    assert waits("namur", first, later(11)) == 0.0
    assert waits("namur", second, later(20)) == 0.0


@pytest.mark.usefixtures("guarded")
def test_an_entry_under_attack_does_not_shut_another() -> None:
    told = [waits("namur", proved(), NOW) for _ in range(guarding.BURST + 30)]
    assert told[-1] == guarding.LOOK_AGAIN  # the guard may be off before it is their turn
    assert waits("brussels", proved(), NOW) == waits(None, proved(), NOW) == 0.0


@pytest.mark.usefixtures("guarded")
def test_a_turn_that_was_waited_for_at_one_entry_is_none_at_another() -> None:
    for _ in range(guarding.BURST + 2):
        waits("namur", proved(), NOW)  # the last ones until 20 seconds from now
    for _ in range(guarding.BURST):
        assert waits("brussels", proved(), NOW) == 0.0
    waiting = proved()
    assert waits("brussels", waiting, NOW) == 10.0
    assert waits("namur", waiting, later(11)) == 19.0


@pytest.mark.usefixtures("guarded")
def test_the_guard_is_off_by_itself_and_whoever_waits_is_let_in() -> None:
    told = [waits("namur", proved(), NOW) for _ in range(guarding.BURST + 1)]
    assert told[-1] > 0
    hours = timedelta(hours=2)
    assert selectors.guarded_until(NOW) == NOW + hours
    assert selectors.guarded_until(NOW + hours) is None
    guarding.let_in("namur", None, NOW + hours)


@pytest.mark.usefixtures("guarded")
def test_a_queue_survives_that_the_guard_is_prolonged_and_not_that_it_was_off() -> None:
    for _ in range(guarding.BURST + 3):
        waits("namur", proved(), NOW)
    guarding.switch_on("dora", later(1))
    assert waits("namur", proved(), later(1)) > 30
    guarding.switch_off("dora", later(2))
    guarding.switch_on("dora", later(3))
    assert waits("namur", proved(), later(3)) < 10


@pytest.mark.usefixtures("guarded")
def test_a_used_proof_is_remembered_until_it_expires() -> None:
    guarding.let_in(None, proved(), NOW)
    guarding.forget_knocks(later(7199), later(7199))
    assert Knock.objects.count() == 1
    guarding.forget_knocks(later(7200), later(7200))
    assert Knock.objects.count() == 0


# --- the page without scripts ----------------------------------------------------------------


@pytest.fixture
def fresh_queues(db: None, settings: Settings) -> None:
    """Cities whose page without scripts lets in twenty people and then nobody for an hour."""
    settings.MITI = {**settings.MITI, "MITI_ENTRY_RATE": 0.0003}
    simple_views.GUARDED.clear()
    open_house()


@pytest.mark.usefixtures("fresh_queues")
def test_a_page_without_scripts_queues_where_machines_write_and_keeps_the_text() -> None:
    guarding.switch_on("dora", timezone.now())
    left = [post(**form(), text="Bonjour").status_code for _ in range(guarding.BURST)]
    assert left == [200] * guarding.BURST
    full = post(**form(), text="Quelle école ?")
    assert full.status_code == 422
    assert ">Quelle école ?</textarea>" in full.content.decode()
    assert "votre texte est gardé" in full.content.decode().lower()
    assert post(**{**form(), "city": "brussels"}, text="Bonjour").status_code == 200
    guarding.switch_off("dora", timezone.now())
    assert post(**form(), text="Quelle école ?").status_code == 200


# --- the switch ------------------------------------------------------------------------------


async def watching(line: Wire) -> Json:
    await line.send("hello", version=protocol.VERSION)
    return await line.told("board")


async def test_a_coordinator_switches_it_and_every_board_shows_it(
    coordinators_session: str,
) -> None:
    async with (
        connected("/ws/board", session=coordinators_session) as one,
        connected("/ws/board", session=coordinators_session) as other,
    ):
        assert [(await watching(each))["guarded_until"] for each in (one, other)] == [None, None]
        for line in (one, other):
            line.forget()
        await one.send("guard", on=True)
        for line in (one, other):
            until = (await line.told("board"))["guarded_until"]
            assert 7100 < until - time.time() <= 7200
            line.forget()
        await other.send("guard", on=False)
        for line in (one, other):
            await line.told("board", guarded_until=None)
    trail = await blocking.run(lambda: list(AuditEntry.objects.order_by("pk")))
    assert [(each.actor, each.act, each.about) for each in trail] == [
        ("dora", "changed_rules", "guard")
    ] * 2
    assert [each.detail[:8] for each in trail] == ["on until", "off"]


async def test_who_is_no_coordinator_any_more_switches_nothing(coordinators_session: str) -> None:
    async with connected("/ws/board", session=coordinators_session) as line:
        await watching(line)
        await blocking.run(lambda: Role.objects.all()._raw_delete(Role.objects.db))  # unheard
        await line.send("guard", on=True)
        await line.told("refused", code="not_allowed", command="guard")
    assert await blocking.run(selectors.guarded_until, timezone.now()) is None


def test_switching_it_off_twice_is_told_once(db: None) -> None:
    guarding.switch_on("dora", NOW)
    for _ in range(2):
        guarding.switch_off("dora", later(60))
    assert AuditEntry.objects.count() == 2


def test_the_board_counts_who_has_just_come(house: None) -> None:
    for seconds in (0, 30, 61):
        visitor(later(seconds))
    assert overview.board(overview.look(later(62))).just_came == 2


def test_the_page_of_the_board_is_for_those_who_may_switch_it(house: None) -> None:
    browser = Client()
    browser.force_login(User.objects.create_user("eve"))
    assert browser.get("/board/").status_code == 403
