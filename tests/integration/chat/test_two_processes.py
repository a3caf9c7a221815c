"""Two real servers on Redis and PostgreSQL: whatever happens to the doorbell, nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from signal import SIGKILL
from uuid import uuid4

import psycopg
import pytest
from websockets.exceptions import ConnectionClosed

from chat import proof, protocol
from tests.chat_people import visitor_key
from tests.integration.chat.lines import Json, new_message
from tests.integration.chat.site import Person, Site, desk, person, site, until_cut, visitor
from tests.services.miti import sign_in

MESSAGES = 200


@pytest.fixture(scope="module")
def two(
    postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Two servers that lose, double and delay every third hint."""
    folder = tmp_path_factory.mktemp("site")
    faults = "drop=0.3,double=0.3,delay=0.2"
    with site(postgres_url, redis_url, folder, MITI_FAULTS=faults) as made:
        yield made


@pytest.fixture(scope="module")
def session(two: Site) -> str:
    """A demo counselor's, signed in through the page of the second server."""
    return sign_in(f"http://127.0.0.1:{two.second}", "demo-robin")


@pytest.fixture(scope="module")
def colleagues_session(two: Site) -> str:
    """Another demo counselor's."""
    return sign_in(f"http://127.0.0.1:{two.first}", "demo-lea")


@pytest.fixture(scope="module")
def coordinators_session(two: Site) -> str:
    """The demo's coordinator's."""
    return sign_in(f"http://127.0.0.1:{two.first}", "demo-marie")


async def begin(one: Person, text: str = "Bonjour") -> str:
    """Enter the queue of the demo city; the ref."""
    await one.send("start", city="demo", subject=None, language="fr", **new_message(text))
    ref: str = (await one.told("entry"))["ref"]
    return ref


async def take(one: Person, ref: str) -> None:
    """Go on duty and take this person, whether they are offered or still wait."""
    await one.send("duty", state="on", slots=3)
    while not any(_opened(frame, ref) for frame in one.frames):
        frame = await one.receive()
        if frame["type"] == "talk" and frame["talk"]["state"] == "offered":
            await one.send("accept", ref=frame["talk"]["ref"])


def _opened(frame: Json, ref: str) -> bool:
    talk = frame.get("talk", {})
    return bool(talk and talk["ref"] == ref and talk["state"] == "open")


async def say(one: Person, said: list[Json], **where: str) -> None:
    """Like the page does: one after the other, and what is turned down is sent again."""
    for message in said:
        while message["key"] not in one.keys:
            one.forget()
            await one.send("say", **where, **message)
            await one.until(
                lambda: message["key"] in one.keys or one.has("refused", key=message["key"])  # noqa: B023
            )


async def say_all(one: Person, said: list[Json], everything: set[str], **where: str) -> None:
    """Write these messages, and read until everything that anybody writes has come."""
    await say(one, said, **where)
    await one.until(lambda: everything <= set(one.keys))


def messages(who: str, numbers: range) -> list[Json]:
    return [new_message(f"{who} {number}") for number in numbers]


def keys(*said: list[Json]) -> set[str]:
    return {str(message["key"]) for each in said for message in each}


async def test_two_hundred_messages_each_way_arrive_once_and_in_order(
    two: Site, session: str
) -> None:
    visitors_key = visitor_key()
    logs: dict[str, dict[str, list[Json]]] = {"visitor": {}, "desk": {}}
    halves = [range(MESSAGES // 2), range(MESSAGES // 2, MESSAGES)]
    asked = [messages("question", half) for half in halves]
    answered = [messages("réponse", half) for half in halves]
    for half in (0, 1):  # in between both close the lid, and open it again on the other server
        ports = (two.first, two.second) if half == 0 else (two.second, two.first)
        async with (
            visitor(ports[0], visitors_key, logs["visitor"]) as one,
            desk(ports[1], session, logs["desk"]) as other,
        ):
            ref = await begin(one) if half == 0 else next(iter(logs["visitor"]))
            if half == 0:
                await take(other, ref)
            everything = keys(*asked[: half + 1], *answered[: half + 1])
            await asyncio.gather(
                say_all(one, asked[half], everything),
                say_all(other, answered[half], everything, ref=ref),
            )
    ((ref, log),) = logs["visitor"].items()
    assert log == logs["desk"][ref][: len(log)]
    assert len(log) == 2 * MESSAGES + 2  # and the first line, and who joined
    for who, said in (("visitor", asked), ("counselor", answered)):
        written = [each["text"] for each in log if each["author"] == who]
        sent = [message["text"] for half in said for message in half]
        assert written[-MESSAGES:] == sent


async def test_a_server_killed_in_mid_sentence_loses_and_doubles_nothing(two: Site) -> None:
    port = two.second
    visitors_key, said = visitor_key(), messages("ligne", range(30))
    logs: dict[str, list[Json]] = {}
    async with visitor(port, visitors_key, logs) as one:
        await begin(one)
        await say(one, said[:15])
        await one.send("say", **said[15])
        two.programs[1].signal(SIGKILL)
        await until_cut(one)
    acknowledged = {ref: list(log) for ref, log in logs.items()}
    assert two.programs[1].ended() != 0
    two.programs[1] = two.serve(port)

    async with visitor(port, visitors_key, logs) as again:
        await say(again, said)
        (log,) = logs.values()
        (before,) = acknowledged.values()
        assert log[: len(before)] == before
        assert [each["text"] for each in log[1:]] == [message["text"] for message in said]
        await again.send("erase")
        await again.told("erased")


def drop_every_connection(url: str) -> int:
    """What a restart of PostgreSQL does to those who are connected; how many those were."""
    with psycopg.connect(url, autocommit=True) as operator:
        dropped = operator.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchone()
    assert dropped is not None
    return int(dropped[0])


async def erase_at_last(one: Person) -> None:
    """The thread that erases may be the first to find its line broken, and says so."""
    for _ in range(2):
        one.forget()
        await one.send("erase")
        await one.until(lambda: one.has("erased") or one.has("refused", code="unavailable"))
        if one.has("erased"):
            return
    pytest.fail("refused twice")


async def is_greeted(port: int) -> bool:
    """False when the server could not look anything up, and said so by closing."""
    try:
        async with visitor(port, visitor_key()):
            pass
    except ConnectionClosed as closed:
        if closed.rcvd is None or closed.rcvd.code != protocol.CLOSE_UNAVAILABLE:
            raise
        return False
    return True


async def test_a_database_that_drops_everybody_is_found_again(two: Site) -> None:
    said = messages("malgré tout", range(8))
    async with visitor(two.second, visitor_key()) as one:
        await begin(one)
        assert await asyncio.to_thread(drop_every_connection, two.database) > 0
        await say(one, said)
        (log,) = one.logs.values()
        assert [each["text"] for each in log[1:]] == [message["text"] for message in said]
        await erase_at_last(one)
    greeted = [await is_greeted(two.first) for _ in range(8)]
    assert greeted[-1]
    assert greeted.count(False) <= 1  # the first who finds the line broken mends it for all


async def test_colleagues_on_two_servers_see_who_of_them_looks(
    two: Site, session: str, colleagues_session: str
) -> None:
    async with (
        visitor(two.first, visitor_key()) as one,
        desk(two.second, session) as robin,
        desk(two.first, colleagues_session) as lea,
    ):
        ref = await begin(one)
        await take(robin, ref)
        await robin.send("looking", ref=ref)
        leas = (await lea.told("welcome"))["me"]["key"]
        await robin.send("invite", ref=ref, counselor=leas, key=str(uuid4()))
        await lea.until(lambda: ref in lea.logs)
        await lea.send("looking", ref=ref)
        await robin.told("attending", ref=ref, colleague=leas, does="reads")
        await lea.told("attending", ref=ref, alias="Robin", does="reads")
        await erase_at_last(one)
        assert not one.has("attending")


async def shown(board: Person, *, guarded: bool) -> None:
    """Read on until the newest figures say that the guard is on, or off."""
    await board.told("board")
    await board.until(lambda: (board.newest("board")["guarded_until"] is not None) == guarded)


async def test_the_guard_stands_at_the_doors_of_both_servers_and_a_proof_counts_once(
    two: Site, coordinators_session: str
) -> None:
    async with (
        person(f"127.0.0.1:{two.first}/ws/board", session=coordinators_session) as one_board,
        person(f"127.0.0.1:{two.second}/ws/board", session=coordinators_session) as other_board,
        visitor(two.first, visitor_key()) as one,
        visitor(two.second, visitor_key()) as other,
    ):
        for board in (one_board, other_board):
            await board.send("hello", version=protocol.VERSION)
            await shown(board, guarded=False)
        await one_board.send("guard", on=True)
        for board in (one_board, other_board):
            await shown(board, guarded=True)
        asked: Json = {"city": "demo", "subject": None, "language": "fr", **new_message("Bonjour")}
        await one.send("start", **asked)
        challenge = (await one.told("refused", code="proof_first"))["params"]["challenge"]
        proved = await asyncio.to_thread(proof.solve, challenge)
        await other.send("start", **asked, proof=proved)  # made by the first, taken by the second
        await other.told("status", state="waiting")
        one.forget()
        await one.send("start", **asked, proof=proved)
        await one.told("refused", code="proof_first")
        await one_board.send("guard", on=False)
        await shown(other_board, guarded=False)
        await erase_at_last(other)


async def test_no_log_line_holds_a_word_a_key_or_an_address(two: Site, session: str) -> None:
    secret, visitors_key = "mot-de-passe-xyzzy", visitor_key()
    async with (
        visitor(two.first, visitors_key, source="127.0.0.2") as one,
        desk(two.second, session) as other,
    ):
        ref = await begin(one, secret)
        await take(other, ref)
        await other.send("say", ref=ref, **new_message(f"{secret}?"))
        await one.told("entry", text=f"{secret}?")
        for text in (secret, f'{{"type":"say","text":"{secret}"}}', f'{{"type":"{secret}"}}'):
            await one.send_text(text)
        await one.send("say", **new_message(secret * 400))
        await one.told("refused", code="too_long")
        await one.send("leave")
        await one.told("status", state="closed")
        await one.send("say", **new_message(secret))
        await one.told("refused", code="wrong_state")
    for never in (secret, visitors_key, ref, "127.0.0.2", "203.0.113.77", "demo-robin/"):
        assert never not in two.printed
    assert "Traceback" not in two.printed
