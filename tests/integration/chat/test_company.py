"""Colleagues in one talk see who of them looks and who writes; its visitor sees nothing of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from chat import protocol
from chat.sealing import key_of
from counselors.models import Counselor
from tests.integration.chat.lines import Line, desk_line, new_message
from tests.integration.chat.talks import InTalk, heard, in_talk


@asynccontextmanager
async def looked_on(alices: str, brams: str, bram: Counselor) -> AsyncIterator[InTalk]:
    """Bram looks on."""
    async with in_talk(alices, brams) as talk:
        await talk.alice.send("looking", ref=talk.ref)
        await talk.alice.send(
            "invite", ref=talk.ref, counselor=key_of(bram.pk), key=str(uuid4()), note="Lis !"
        )
        await talk.bram.until(lambda: talk.bram.has("talk"))
        yield talk


def doings(line: Line, alias: str) -> list[str]:
    """What this colleague was said to do, one after the other, without repeats."""
    told = [f["does"] for f in line.frames if f["type"] == "attending" and f["alias"] == alias]
    return [each for at, each in enumerate(told) if at == 0 or told[at - 1] != each]


async def test_each_sees_who_looks_and_who_writes(
    alices_session: str, brams_session: str, alice: Counselor, bram: Counselor
) -> None:
    async with looked_on(alices_session, brams_session, bram) as talk:
        await talk.bram.send("looking", ref=talk.ref)
        await talk.alice.told("attending", colleague=key_of(bram.pk), does="reads")
        await talk.bram.told("attending", colleague=key_of(alice.pk), does="reads")
        await talk.bram.send("looking", ref=talk.ref, writing=True)
        await talk.alice.told("attending", alias="Bram", does="whispers")
        await talk.bram.send("looking", ref=talk.ref)
        await talk.alice.send("typing", ref=talk.ref, on=True)
        await talk.bram.told("attending", alias="Alice", does="answers")
        await talk.alice.send("typing", ref=talk.ref, on=False)
        await talk.bram.send("looking", ref=None)
        await talk.alice.told("attending", alias="Bram", does="away")
        assert doings(talk.alice, "Bram") == ["reads", "whispers", "reads", "away"]
        await talk.bram.until(lambda: doings(talk.bram, "Alice")[-2:] == ["answers", "reads"])
        assert (await talk.bram.told("welcome"))["me"]["key"] == key_of(bram.pk)


async def test_whoever_closes_the_page_looks_no_more(
    alices_session: str, brams_session: str, bram: Counselor
) -> None:
    async with looked_on(alices_session, brams_session, bram) as talk:
        async with desk_line(brams_session) as tab:
            await tab.send("looking", ref=talk.ref)
            await talk.alice.told("attending", alias="Bram", does="reads")
        await talk.alice.told("attending", alias="Bram", does="away")


async def test_two_tabs_of_one_colleague_are_one_who_looks(
    alices_session: str, brams_session: str, bram: Counselor
) -> None:
    async with looked_on(alices_session, brams_session, bram) as talk:
        await talk.bram.send("looking", ref=talk.ref)
        async with desk_line(brams_session) as tab:
            await tab.send("looking", ref=talk.ref)
            await tab.send("looking", ref=None)
            await talk.alice.told("attending", alias="Bram", does="away")
            await talk.alice.until(lambda: doings(talk.alice, "Bram") == ["reads", "away", "reads"])


async def test_nobody_is_told_who_has_no_business_with_the_talk(
    alices_session: str, brams_session: str, alice: Counselor
) -> None:
    async with in_talk(alices_session, brams_session) as (visitor, hers, bram, ref):
        await bram.send("looking", ref=ref, writing=True)  # it is not his
        await hers.send("looking", ref=ref)
        await hers.send("say", ref=ref, **new_message("Bonjour"))
        await visitor.told("entry", text="Bonjour")
        await bram.send("search", ref=None, text="x")
        await bram.told("found")
        for line in (hers, bram, visitor):
            assert not line.has("attending")


async def test_no_frame_of_the_visitor_says_who_looks_and_only_the_owner_writes(
    alices_session: str, brams_session: str, bram: Counselor
) -> None:
    async with looked_on(alices_session, brams_session, bram) as talk:
        await talk.bram.send("looking", ref=talk.ref, writing=True)
        await talk.alice.told("attending", does="whispers")
        for command, fields in (
            ("typing", {"on": True}),
            ("say", new_message("Moi aussi")),
            ("share", {"key": str(uuid4()), "resource": "cv", "language": "fr"}),
        ):
            await talk.bram.send(command, ref=talk.ref, **fields)
            await talk.bram.told("refused", command=command, code="not_allowed")
        await talk.alice.send("say", ref=talk.ref, **new_message("Je vous lis."))
        await talk.visitor.told("entry", text="Je vous lis.")
        for secret in ("attending", "whispers", "Bram", "Lis !", "Moi aussi"):
            assert secret not in heard(talk.visitor)


def test_no_event_of_a_visitor_can_say_who_looks() -> None:
    (_, visitors) = protocol.SOCKETS["visitor"]
    assert protocol.Attending not in visitors.__args__
