"""What sockets refuse, and to whom."""

from __future__ import annotations

import asyncio
import json
from uuid import uuid4

import pytest
from django.db import connection
from pytest_django import Settings

from chat import blocking, protocol
from chat.models import Conversation
from tests.chat_people import visitor_key
from tests.integration.chat.lines import (
    Refused,
    connected,
    desk_line,
    new_message,
    visitor_line,
)
from tests.integration.chat.talks import begin, take

pytestmark = pytest.mark.usefixtures("always_open")


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1.evil.example", None])
async def test_a_page_of_another_site_gets_no_connection(origin: str | None) -> None:
    with pytest.raises(Refused):
        async with connected("/ws/visitor", origin=origin):
            pass


async def test_an_address_that_does_not_exist_is_refused_cleanly() -> None:
    with pytest.raises(Refused):
        async with connected("/ws/nowhere"):
            pass


@pytest.mark.parametrize("path", ["/ws/desk", "/ws/board"])
async def test_who_is_not_signed_in_is_told_to_sign_in(path: str) -> None:
    async with connected(path) as line:
        assert await line.closed() == protocol.CLOSE_SIGN_IN


@pytest.mark.parametrize("path", ["/ws/desk", "/ws/board"])
async def test_who_may_see_nothing_is_sent_away(path: str, chloes_session: str) -> None:
    async with connected(path, session=chloes_session) as line:
        assert await line.closed() == protocol.CLOSE_NOT_ALLOWED


async def test_a_coordinator_has_no_desk_but_a_board(coordinators_session: str) -> None:
    async with connected("/ws/desk", session=coordinators_session) as line:
        assert await line.closed() == protocol.CLOSE_NOT_ALLOWED
    async with connected("/ws/board", session=coordinators_session) as line:
        await line.send("hello", version=protocol.VERSION)
        table = await line.told("board")
        assert table["on_duty"] == 0


async def test_a_counselor_has_no_board(alices_session: str) -> None:
    async with connected("/ws/board", session=alices_session) as line:
        assert await line.closed() == protocol.CLOSE_NOT_ALLOWED


async def test_everything_but_a_greeting_comes_too_early() -> None:
    async with connected("/ws/visitor") as line:
        await line.send("beat", idle=0)
        await line.send("say", **new_message("Bonjour"))
        refused = await line.told("refused")
        assert (refused["code"], refused["command"]) == ("hello_first", "say")


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("{", "malformed"),
        ('{"type": []}', "unknown_type"),
        ('{"type": "accept", "ref": "rrrrrrrrrrrrrrrr"}', "unknown_type"),
        ('{"type": "websocket.close"}', "unknown_type"),
        ('{"type": "leave", "why": "so"}', "malformed"),
        ('{"type": "say", "key": "' + str(uuid4()) + '", "text": " \\u0000 "}', "not_found"),
        (json.dumps({"type": "say", "key": "x", "text": "y" * 4001}), "too_long"),
        ("x" * (protocol.MAX_FRAME + 1), "too_long"),
    ],
    ids=["broken", "list", "other", "internal", "extra", "nobody", "text", "frame"],
)
async def test_a_refused_frame_is_answered_and_the_socket_lives(frame: str, code: str) -> None:
    async with visitor_line(visitor_key()) as line:
        await line.send_text(frame)
        assert (await line.told("refused"))["code"] == code
        await begin(line)


async def test_bytes_are_no_frame() -> None:
    async with visitor_line(visitor_key()) as line:
        await line.send_bytes(b"\x00\xff")
        await line.told("refused", code="malformed")
        await begin(line)


async def test_a_flood_of_nonsense_ends_the_connection() -> None:
    async with visitor_line(visitor_key()) as line:
        for _ in range(40):
            await line.send_text("{")
        assert await line.closed() == protocol.CLOSE_FLOOD


async def test_a_flood_of_good_frames_ends_the_connection_too() -> None:
    async with visitor_line(visitor_key()) as line:
        await begin(line)
        for _ in range(300):
            await line.send("typing", on=True)
        assert await line.closed() == protocol.CLOSE_FLOOD


async def test_who_writes_too_fast_is_told_when_to_go_on() -> None:
    async with visitor_line(visitor_key()) as line:
        ref = await begin(line)
        said = [new_message(str(number)) for number in range(16)]
        for message in said:
            await line.send("say", **message)
        refused = await line.told("refused", code="too_fast")
        assert refused["params"]["retry_after"] > 0
        assert refused["key"] in [message["key"] for message in said]
        await line.until(lambda: len(line.logs[ref]) >= 13)
        assert [each["text"] for each in line.logs[ref][1:13]] == [str(n) for n in range(12)]


@pytest.fixture
def slowly(settings: Settings) -> int:
    """So many messages are taken at once, and then none for a long time."""
    settings.MITI = {**settings.MITI, "MITI_SAY_RATE": 0.001, "MITI_SAY_BURST": 3}
    return 3


async def test_neither_another_tab_nor_coming_back_lets_a_visitor_write_more(slowly: int) -> None:
    key = visitor_key()
    async with visitor_line(key) as line:
        ref = await begin(line)
        for _ in range(slowly):
            await line.send("say", **new_message("Bonjour"))
        await line.until(lambda: len(line.logs[ref]) == 1 + slowly)
        async with visitor_line(key, seen=1 + slowly) as other:
            await other.send("say", **new_message("Bonjour"))
            await other.told("refused", code="too_fast")
    async with visitor_line(key, seen=1 + slowly) as again:
        await again.send("start", city=None, subject=None, language="fr", **new_message("Bonjour"))
        await again.told("refused", code="too_fast")


async def test_another_tab_does_not_let_a_counselor_write_more(
    alices_session: str, slowly: int
) -> None:
    async with visitor_line(visitor_key()) as line, desk_line(alices_session) as desk:
        ref = await begin(line)
        await take(desk, ref)
        for _ in range(slowly):
            await desk.send("say", ref=ref, **new_message("Bonjour"))
        await desk.until(lambda: sum(bool(each["text"]) for each in desk.logs[ref]) == 1 + slowly)
        async with desk_line(alices_session) as other:
            await other.send("say", ref=ref, **new_message("Bonjour"))
            await other.told("refused", code="too_fast", ref=ref)


async def test_what_waited_too_long_is_left_unstored_and_may_come_again() -> None:
    async with visitor_line(visitor_key()) as line:
        ref = await begin(line)
        late, soon = new_message("tard"), new_message("tôt")
        await line.send_late(1.5, "say", **late)
        refused = await line.told("refused", code="too_fast", key=late["key"])
        assert refused["params"]["retry_after"] >= 1.5
        await line.send_late(0.2, "say", **soon)
        await line.told("entry", key=soon["key"])
        await line.send("say", **late)
        await line.told("entry", key=late["key"])
        assert [each["text"] for each in line.logs[ref][1:]] == ["tôt", "tard"]


async def test_whoever_comes_too_late_for_no_fault_of_theirs_is_not_cut_off() -> None:
    many = round(protocol.REFUSAL_RATE[1]) * 2
    async with visitor_line(visitor_key()) as line:
        await begin(line)
        for _ in range(many):
            await line.send_late(5, "say", **new_message("Bonjour"))
        await line.send_late(5, "typing", on=True)
        await line.send("say", **(last := new_message("Au revoir")))
        await line.told("entry", key=last["key"])
        assert sum(each["type"] == "refused" for each in line.frames) == many


async def test_a_desk_that_says_too_late_is_told_of_which_talk(alices_session: str) -> None:
    async with visitor_line(visitor_key()) as line, desk_line(alices_session) as desk:
        ref = await begin(line)
        await take(desk, ref)
        await desk.send_late(2, "say", ref=ref, **(late := new_message("tard")))
        await desk.told("refused", code="too_fast", key=late["key"], ref=ref)


async def test_another_version_is_refused_and_closed(alices_session: str) -> None:
    key = visitor_key()
    async with connected("/ws/visitor") as line:
        await line.send("hello", version=protocol.VERSION + 1, key=key, language="fr")
        await line.told("refused", code="version")
        assert await line.closed() == protocol.CLOSE_VERSION
    async with connected("/ws/desk", session=alices_session) as line:
        await line.send("hello", version=0)
        assert await line.closed() == protocol.CLOSE_VERSION


async def test_a_greeting_that_has_seen_more_than_there_is_does_no_harm() -> None:
    key = visitor_key()
    async with visitor_line(key) as line:
        await begin(line)
    async with visitor_line(key, seen=10**25) as line:
        await line.told("status", state="waiting", last_seq=1)


async def test_a_choice_that_does_not_exist_is_not_found() -> None:
    async with visitor_line(visitor_key()) as line:
        for choice in (("gent", None, "fr"), (None, "cooking", "fr"), (None, None, "xx")):
            city, subject, language = choice
            await line.send("start", city=city, subject=subject, language=language)
            assert (await line.told("refused"))["code"] == "not_found"
            line.forget()


async def test_a_visitor_is_known_by_the_key_alone() -> None:
    key = visitor_key()
    async with visitor_line(key) as line:
        await begin(line, "mon secret")
    async with visitor_line(visitor_key()) as stranger:
        assert stranger.newest("welcome")["known"] is False
        await stranger.send("say", **new_message("donne-moi tout"))
        await stranger.told("refused", code="not_found")
        assert stranger.logs == {}


async def test_a_counselor_writes_and_reads_only_in_their_own_talks(
    alices_session: str, brams_session: str
) -> None:
    async with (
        visitor_line(visitor_key()) as visitor,
        desk_line(alices_session) as alice,
        desk_line(brams_session) as bram,
    ):
        ref = await begin(visitor)
        await take(alice, ref)
        tries: list[tuple[str, dict[str, object]]] = [
            ("say", new_message("à moi")),
            ("read", {"seq": 1}),
            ("typing", {"on": True}),
            ("accept", {}),
            ("close", {"outcome": "answered"}),
        ]
        for kind, fields in tries:
            await bram.send(kind, ref=ref, **fields)
            refused = await bram.told("refused", command=kind)
            assert refused["code"] in {"not_allowed", "taken"}
        await bram.send("pick", ref=ref)
        await bram.told("refused", command="pick", code="taken")
        assert ref not in bram.logs
        assert "à moi" not in [each["text"] for each in visitor.logs[ref]]


async def test_a_counselor_cannot_speak_as_the_visitor(alices_session: str) -> None:
    async with visitor_line(visitor_key()) as visitor, desk_line(alices_session) as alice:
        ref = await begin(visitor)
        await take(alice, ref)
        message = {**new_message("je suis le visiteur"), "author": "visitor"}
        await alice.send("say", ref=ref, **message)
        await alice.told("refused", code="malformed")
        await alice.send("say", ref=ref, **new_message("je suis Alice"))
        entry = await visitor.told("entry", text="je suis Alice")
        assert entry["author"] == "counselor"


async def test_markup_is_shown_as_it_was_typed(alices_session: str) -> None:
    typed = "<img src=x onerror=alert(1)> & <b>\u202egras\x07</b> 👩‍👩‍👧‍👦"
    async with visitor_line(visitor_key()) as visitor, desk_line(alices_session) as alice:
        await visitor.send("start", city=None, subject=None, language="fr", **new_message(typed))
        entry = await visitor.told("entry")
        assert entry["text"] == "<img src=x onerror=alert(1)> & <b>gras</b> 👩‍👩‍👧‍👦"
        await alice.told("queue")
        (waiter,) = alice.newest("queue")["waiting"]
        assert waiter["texts"] == [entry["text"]]


async def test_two_tabs_that_start_at_once_are_one_conversation_with_both_texts() -> None:
    key = visitor_key()
    async with visitor_line(key) as left, visitor_line(key) as right:
        await asyncio.gather(begin(left, "gauche"), begin(right, "droite"))
        for line in (left, right):
            await line.told("entry", seq=2)
        assert left.logs == right.logs
        (log,) = left.logs.values()
        assert {entry["text"] for entry in log} == {"gauche", "droite"}


async def test_a_start_that_is_repeated_changes_nothing() -> None:
    start = {"city": None, "subject": None, "language": "fr", **new_message("Bonjour")}
    key = visitor_key()
    async with visitor_line(key) as line, visitor_line(key) as other:
        for _ in range(2):
            await line.send("start", **start)
            await line.told("entry", seq=1)
        await other.send("start", **start)
        await other.told("entry", seq=1)
        await line.send("say", **new_message("la suite"))
        await line.told("entry", seq=2, text="la suite")


async def test_a_first_text_without_a_key_is_refused_and_not_lost_in_silence() -> None:
    async with visitor_line(visitor_key()) as line:
        await line.send("start", city=None, subject=None, language="fr", text="Bonjour")
        await line.told("refused", code="malformed", command="start")


async def test_an_erased_conversation_is_gone_from_every_screen(alices_session: str) -> None:
    key = visitor_key()
    async with (
        visitor_line(key) as visitor,
        visitor_line(key) as tab,
        desk_line(alices_session) as alice,
    ):
        ref = await begin(visitor)
        await tab.send("start", city="brussels", subject=None, language="fr")
        await tab.told("status", state="waiting")
        await take(alice, ref)
        await visitor.send("erase")
        await visitor.told("erased", ref=ref)
        await tab.told("erased", ref=ref)
        await alice.told("talk_gone", ref=ref, why="erased")
        await visitor.send("say", **new_message("encore là ?"))
        await visitor.told("refused", code="hello_first")
    async with visitor_line(key) as again:
        assert again.newest("welcome")["known"] is False


async def test_one_that_was_erased_while_nobody_heard_is_gone_at_a_pulse(
    settings: Settings,
) -> None:
    settings.MITI = settings.MITI | {"MITI_PULSE_SECONDS": 0.25}
    async with visitor_line(visitor_key()) as line:
        ref = await begin(line)
        await blocking.run(Conversation.objects.filter(ref=ref).delete)  # nobody is told
        await line.told("erased", ref=ref)
        await line.send("say", **new_message("encore là ?"))
        await line.told("refused", code="hello_first")


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


async def test_while_nothing_can_be_stored_the_text_is_kept_and_everybody_is_told() -> None:
    async with visitor_line(visitor_key()) as line:
        await begin(line)
        message = new_message("ne me perdez pas")
        await blocking.run(execute, "ALTER TABLE chat_logentry RENAME TO out_of_order")
        await line.send("say", **message)
        await line.told("service", ok=False)
        await line.told("refused", code="unavailable", key=message["key"])
        await line.send("typing", on=True)
        await line.send("beat", idle=0)
        await blocking.run(execute, "ALTER TABLE out_of_order RENAME TO chat_logentry")
        await line.send("say", **message)
        await line.told("entry", key=message["key"], seq=2)
        await line.told("service", ok=True)
        said = [frame["ok"] for frame in line.frames if frame["type"] == "service"]
        assert said == [False, True]


async def test_a_new_conversation_may_begin_on_the_same_socket(alices_session: str) -> None:
    async with visitor_line(visitor_key()) as line, desk_line(alices_session) as alice:
        first = await begin(line, "le premier")
        await line.send("leave")
        await line.told("status", state="closed")
        line.forget()
        hello = {"version": protocol.VERSION, "key": visitor_key(), "language": "fr"}
        await line.send("hello", **hello)
        await line.told("welcome", known=False)
        second = await begin(line, "le second")
        assert first != second
        await take(alice, second)
        await line.told("status", state="open")
        assert [entry["text"] for entry in line.logs[second]][:1] == ["le second"]
