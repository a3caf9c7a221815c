"""Ready-made texts over the wire: found for the talk, sent as a card, counted without it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from counselors import shelf, shelving
from counselors.exchange.entries import ResourceEntry, VersionEntry
from counselors.models import Resource
from tests.chat_people import visitor_key
from tests.integration.chat.lines import desk_line, visitor_line
from tests.integration.chat.talks import in_talk, talks_with

CV = VersionEntry(
    "Un CV court", "Une page pour {city|votre Cité}, dit {counselor_alias|nous}.",
    "https://europass.europa.eu/", "curriculum",
)  # fmt: skip


@pytest.fixture(autouse=True)
def stocked(always_open: None) -> Iterator[None]:
    shelving.create(ResourceEntry("short-cv", {"fr": CV}, subjects=("working",)))
    shelving.create(ResourceEntry("hello", {"nl": VersionEntry("Dag", "Dag.")}))
    shelf.forget()
    yield
    shelf.forget()


async def counts() -> tuple[int, int]:
    row = await Resource.objects.aget(key="short-cv")
    return row.used, row.useful


async def test_what_is_typed_finds_texts_for_the_talk(alices_session: str) -> None:
    async with visitor_line(visitor_key()) as visitor, desk_line(alices_session) as alice:
        ref = await talks_with(visitor, alice)
        await alice.send("search", ref=ref, text="curiculum")
        (ready,) = (await alice.told("found", text="curiculum"))["resources"]
        assert ready["key"] == "short-cv"
        assert ready["text"] == "Une page pour votre Cité, dit Alice."
        await alice.send("search", ref=ref, text="dag")
        (other,) = (await alice.told("found", text="dag"))["resources"]
        assert other["language"] == "nl", "no version in the talk's language: it says which"


async def test_a_card_reaches_the_visitor_once_and_is_counted_without_the_talk(
    alices_session: str,
) -> None:
    async with visitor_line(visitor_key()) as visitor, desk_line(alices_session) as alice:
        ref = await talks_with(visitor, alice)
        key = str(uuid4())
        for _ in range(2):
            await alice.send("share", ref=ref, key=key, resource="short-cv", language="fr")
        card = await visitor.told("entry", code="card")
        assert (card["author"], card["key"]) == ("counselor", key)
        assert card["params"]["title"] == "Un CV court"
        assert card["params"]["link"] == "https://europass.europa.eu/"
        for _ in range(2):
            await visitor.send("useful", seq=card["seq"])
        await visitor.send("useful", seq=1)
        await visitor.told("refused", command="useful", code="not_found")
        await alice.send("used", resource="short-cv")
        await alice.send("search", ref=ref, text="x")
        await alice.told("found", text="x")
        assert await counts() == (2, 1)
        assert sum(entry["code"] == "card" for entry in visitor.logs[ref]) == 1


async def test_what_was_shared_is_not_suggested_again(alices_session: str) -> None:
    async with visitor_line(visitor_key()) as visitor, desk_line(alices_session) as alice:
        ref = await talks_with(visitor, alice, "Comment faire un curriculum court ?")
        await alice.send("suggest", ref=ref)
        (ready,) = (await alice.told("suggested", ref=ref))["resources"]
        assert ready["key"] == "short-cv"
        share = {"key": str(uuid4()), "resource": "short-cv", "language": "fr"}
        await alice.send("share", ref=ref, **share)
        await visitor.told("entry", code="card")
        await alice.send("suggest", ref=ref)
        await alice.told("suggested", ref=ref, resources=[])


async def test_a_text_that_is_gone_and_a_talk_of_somebody_else_are_refused(
    alices_session: str, brams_session: str
) -> None:
    async with in_talk(alices_session, brams_session) as (_visitor, alice, bram, ref):
        share = {"key": str(uuid4()), "resource": "gone", "language": "fr"}
        await alice.send("share", ref=ref, **share)
        await alice.told("refused", command="share", code="not_found")
        for command in ({"type": "share", **share}, {"type": "suggest"}):
            await bram.send(command.pop("type"), ref=ref, **command)
            await bram.told("refused", code="not_allowed")


async def test_a_change_by_an_editor_is_found_soon(alices_session: str) -> None:
    async with desk_line(alices_session) as alice:
        await alice.send("search", ref=None, text="")
        assert len((await alice.told("found"))["resources"]) == 2
        await sync_to_async(Resource.objects.filter(key="hello").delete)()
        shelf.forget()
        await alice.send("search", ref=None, text="hello")
        await alice.told("found", text="hello", resources=[])
