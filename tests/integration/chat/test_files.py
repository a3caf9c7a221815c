"""Files in a talk: sent when somebody asked, read by its two sides, gone with it."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from chat import blocking, doctor, files, fold, retention
from chat.actions import accompanying, closing, filing, handing, queueing, talking
from chat.actions.handing import Target
from chat.allowance import Allowances
from chat.cleaning import MOST_BYTES, Clean
from chat.file_request import MOST
from chat.lifecycle import Cause
from chat.models import Conversation, Purged, SentFile
from chat.protocol import Refusal
from counselors.models import Counselor
from miti import receiving
from miti.asgi import application
from tests.chat_people import fresh, hash_of, later, lines, say, talk, visitor_key
from tests.integration.chat.lines import desk_line, new_message, visitor_line
from tests.integration.chat.talks import begin, in_talk, take, talks_with
from tests.integration.chat.test_polling import HOME, Poller, start
from tests.integration.chat.test_sealed import everything_stored
from tests.sent_files import MAKER, bomb, paper, photo
from transcripts.models import Fact

MADE = Clean("jpeg", b"points" * 20, width=4, height=3)
PIECES = 5
"""In which a body comes over the line."""
Answer = tuple[int, str | None]


async def sends(
    ref: str, key: str, body: bytes, *, message: str = "", origin: bytes = HOME,
    length: int | None = None, hangs_up: bool = False, code: str = "",
) -> Answer:  # fmt: skip
    """One request; the status and the code of the answer."""
    size = len(body) if length is None else length
    scope: Any = {
        "type": "http", "method": "POST", "path": f"/files/{ref}", "query_string": b"",
        "headers": [
            (b"host", b"127.0.0.1"), (b"origin", origin), (b"miti-key", key.encode()),
            (b"miti-message", (message or str(uuid4())).encode()),
            (b"content-length", str(size).encode()),
            *([(b"miti-code", code.encode())] if code else []),
        ],
    }  # fmt: skip
    step = max(1, -(-len(body) // PIECES))
    parts = [body[at : at + step] for at in range(0, len(body), step)] or [b""]
    asked = iter(
        {"type": "http.request", "body": part, "more_body": hangs_up or number < len(parts)}
        for number, part in enumerate(parts, 1)
    )
    answer: list[Any] = []

    async def receive() -> Any:
        return next(asked, {"type": "http.disconnect"})

    async def send(said: Any) -> None:
        answer.append(said)

    await application(scope, receive, send)
    return answer[0]["status"], json.loads(answer[1]["body"])["code"]


def gets(path: str, session: str = "", key: str = "", code: str = "") -> HttpResponse:
    browser = Client()
    if session:
        browser.cookies["sessionid"] = session
    headers = {"miti-key": key, "miti-code": code}
    said = {name: value for name, value in headers.items() if value}
    return browser.get(path, headers=said)  # type: ignore[return-value]


def refusal(row: Conversation) -> str:
    with pytest.raises(Refusal) as refused:
        filing.take(row.pk, uuid4(), MADE, later(2))
    return refused.value.code


# --- who may, and how many ------------------------------------------------------------------------


@pytest.mark.django_db
def test_nothing_is_taken_before_somebody_asked_and_no_more_than_that(alice: Counselor) -> None:
    row = talk(alice)
    assert refusal(row) == "not_allowed"
    filing.ask(row.pk, alice.pk, later(1))
    filing.ask(row.pk, alice.pk, later(1))  # asked already
    for _ in range(MOST):
        filing.take(row.pk, uuid4(), MADE, later(2))
    assert refusal(row) == "not_allowed"
    filing.ask(row.pk, alice.pk, later(3))
    filing.take(row.pk, uuid4(), MADE, later(4))
    codes = [text for _, text in lines(row)]
    assert codes == ["Bonjour", "joined", "file_asked", *["file"] * MOST, "file_asked", "file"]


@pytest.mark.django_db
def test_the_same_upload_twice_is_one_file(alice: Counselor) -> None:
    row, key = talk(alice), uuid4()
    filing.ask(row.pk, alice.pk, later(1))
    for _ in range(2):
        filing.take(row.pk, key, MADE, later(2))
    assert row.files.count() == 1
    entry = row.entries.get(code="file")
    assert entry.params == {
        "file": row.files.get().ref, "kind": "jpeg", "size": "120", "width": "4", "height": "3",
    }  # fmt: skip
    assert not filing.may_send(row.pk, key)


@pytest.mark.django_db
def test_only_who_has_the_talk_asks_and_only_where_files_are_on(
    alice: Counselor, bram: Counselor, settings: Settings
) -> None:
    row = talk(alice)
    with pytest.raises(Refusal, match="taken"):
        filing.ask(row.pk, bram.pk, later(1))
    filing.ask(row.pk, alice.pk, later(1))
    settings.MITI = {**settings.MITI, "MITI_FILES": False}
    with pytest.raises(Refusal, match="not_allowed"):
        filing.ask(row.pk, alice.pk, later(1))
    assert refusal(row) == "not_allowed"  # switched off meanwhile


@pytest.mark.django_db
def test_who_takes_a_talk_over_asks_anew_and_reads_what_was_sent(
    alice: Counselor, bram: Counselor
) -> None:
    row = talk(alice)
    filing.ask(row.pk, alice.pk, later(1))
    filing.take(row.pk, uuid4(), MADE, later(2))
    handing.hand_over(row.pk, alice.pk, Target(bram.pk), "", later(3))
    assert refusal(row) == "wrong_state"  # nobody is there
    queueing.claim(row.pk, bram.pk, Cause.PICKED, None, later(4))
    talking.accept(row.pk, bram.pk, later(4))
    assert refusal(row) == "not_allowed"  # Bram has not asked
    sent = row.files.get().ref
    assert files.for_counselor(sent, bram.pk) == Clean("jpeg", MADE.data)
    assert files.for_counselor(sent, alice.pk) is None
    accompanying.invite(row.pk, bram.pk, alice.pk, uuid4(), "", later(5))
    assert files.for_counselor(sent, alice.pk) == Clean("jpeg", MADE.data)
    accompanying.step_aside(row.pk, alice.pk)
    assert files.for_counselor(sent, alice.pk) is None


# --- what is kept ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_it_lies_sealed_and_goes_with_the_talk_and_no_figure_counts_it(alice: Counselor) -> None:
    row = talk(alice)
    for text in ("Un", "Deux", "Trois"):
        say(row, text, alice)
    filing.ask(row.pk, alice.pk, later(1))
    filing.take(row.pk, uuid4(), MADE, later(2))
    assert MADE.data not in everything_stored()
    assert not [each for each in doctor.examine(later(3)) if each.check in {"key", "log"}]
    closing.leave(row.pk, later(3))
    assert fold.step(later(3603))
    assert SentFile.objects.count() == 0
    assert Fact.objects.get().message_band == "1-5"  # four messages, and a file is none
    assert Purged.objects.get(kind="file").many == 1


@pytest.mark.django_db
def test_erased_means_erased_and_a_long_talk_outlives_its_files(alice: Counselor) -> None:
    row, other = talk(alice), talk(alice)
    for each in (row, other):
        filing.ask(each.pk, alice.pk, later(1))
        filing.take(each.pk, uuid4(), MADE, later(2))
    closing.erase(row.pk, later(3))
    assert list(SentFile.objects.values_list("conversation", flat=True)) == [other.pk]
    filing.forget_before(later(1), later(4))
    assert SentFile.objects.count() == 1
    filing.forget_before(later(2), later(4))
    assert SentFile.objects.count() == 0
    assert "file" in [text for _, text in lines(fresh(other))]
    assert Purged.objects.get(kind="file").many == 1
    (kept,) = (each for each in retention.KEPT if each.key == "file")
    assert kept.limit().total_seconds() <= 86_400


# --- over the wire --------------------------------------------------------------------------------


async def test_both_sides_get_the_file_that_was_asked_for_without_what_it_tells(
    alices_session: str, brams_session: str
) -> None:
    key = visitor_key()
    async with in_talk(alices_session, brams_session, key) as (visitor, desk, _, ref):
        assert await sends(ref, key, photo()) == (403, "not_allowed")
        await desk.send("ask_file", ref=ref)
        asked = await visitor.told("entry", code="file_asked")
        assert asked["params"] == {"alias": "Alice"}
        message = str(uuid4())
        for _ in range(2):  # the answer got lost
            assert await sends(ref, key, photo(), message=message) == (200, None)
        entry = await visitor.told("entry", code="file")
        assert (entry["author"], entry["key"], entry["seq"]) == (
            "visitor", message, asked["seq"] + 1,
        )  # fmt: skip
        assert (await desk.told("entry", code="file")) == entry
        assert await sends(ref, key, paper()) == (200, None)
        pdf = await desk.told("entry", code="file", seq=entry["seq"] + 1)
        assert (pdf["params"]["kind"], pdf["params"]["pages"]) == ("pdf", "1")
        async with visitor_line(key) as again:
            await again.until(lambda: again.logs.get(ref) == visitor.logs.get(ref))
        await sync_to_async(reads)(ref, entry["params"]["file"], key, alices_session)
        await sync_to_async(others_read_nothing)(ref, entry["params"]["file"], brams_session)
        await visitor.send("erase")
        await visitor.told("erased")
        gone = await sync_to_async(gets)(f"/desk/files/{entry['params']['file']}", alices_session)
        assert gone.status_code == 404
        assert await sends(ref, key, photo()) == (404, "not_found")


def reads(ref: str, file: str, key: str, session: str) -> None:
    mine = gets(f"/files/{ref}/{file}", key=key)
    theirs = gets(f"/desk/files/{file}", session)
    kept = gets(f"/desk/files/{file}?save", session)
    assert mine.content == theirs.content == kept.content
    assert MAKER.encode() not in mine.content
    for each in (mine, theirs, kept):
        assert each["Content-Type"] == "image/jpeg"
        assert each["X-Content-Type-Options"] == "nosniff"
        assert each["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert "no-store" in each["Cache-Control"]
    assert theirs["Content-Disposition"] == 'inline; filename="miti.jpg"'
    assert mine["Content-Disposition"] == 'attachment; filename="miti.jpg"'
    assert kept["Content-Disposition"] == mine["Content-Disposition"]


def others_read_nothing(ref: str, file: str, brams: str) -> None:
    assert gets(f"/files/{ref}/{file}").status_code == 404
    assert gets(f"/files/{ref}/{file}", key=visitor_key()).status_code == 404
    assert gets(f"/desk/files/{file}", brams).status_code == 404
    assert gets(f"/desk/files/{file}").status_code == 302  # to sign in


async def test_what_is_not_taken_says_why_and_leaves_nothing(
    alices_session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "RATE", (1000.0, 1000))
    key, other = visitor_key(), visitor_key()
    async with visitor_line(key) as visitor, desk_line(alices_session) as desk:
        ref = await talks_with(visitor, desk)
        await desk.send("ask_file", ref=ref)
        await visitor.told("entry", code="file_asked")
        assert await sends(ref, other, photo()) == (404, "not_found")
        assert await sends(ref, key, photo(), origin=b"https://elsewhere.example") == (
            403, "not_allowed",
        )  # fmt: skip
        assert await sends(ref, key, photo(), message="1") == (400, "malformed")
        assert await sends(ref, key, b"", length=MOST_BYTES + 1) == (413, "too_large")
        heavy = bytes(MOST_BYTES + 1)
        assert await sends(ref, key, heavy, length=1) == (413, "too_large")
        assert await sends(ref, key, bomb()) == (413, "too_large")
        assert await sends(ref, key, b"MZ\x90") == (415, "kind")
        assert await sends(ref, key, photo()[:900]) == (422, "unreadable")
        assert await sends(ref, key, photo(), hangs_up=True) == (422, "unreadable")
        said = new_message("Voilà")
        await visitor.send("say", **said)
        await visitor.told("entry", text="Voilà")
        assert await sends(ref, key, photo(), message=said["key"]) == (403, "not_allowed")
        assert await blocking.run(SentFile.objects.count) == 0
        await desk.send("close", ref=ref, subject="working", outcome="answered")
        await visitor.told("status", state="closed")
        assert await sends(ref, key, photo()) == (409, "wrong_state")


async def test_a_visitor_cannot_keep_the_service_busy(
    alices_session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "takings", Allowances(0.001, 2))
    key = visitor_key()
    async with visitor_line(key) as visitor, desk_line(alices_session) as desk:
        ref = await talks_with(visitor, desk)
        await desk.send("ask_file", ref=ref)
        await visitor.told("entry", code="file_asked")
        codes = [(await sends(ref, key, b"MZ"))[1] for _ in range(3)]
        assert codes == ["kind", "kind", "too_fast"]


async def test_a_file_reaches_who_has_no_websocket_too(alices_session: str) -> None:
    who = Poller()
    async with desk_line(alices_session) as desk:
        await who.polls(start("Bonjour"))
        row = await blocking.run(Conversation.objects.get, visitor_hash=hash_of(who.key))
        await desk.send("pick", ref=row.ref)
        await desk.until(lambda: desk.logs.get(row.ref))
        await desk.send("ask_file", ref=row.ref)
        await desk.told("entry", code="file_asked")
        assert await sends(row.ref, who.key, photo()) == (200, None)
        codes: list[str] = []
        while "file" not in codes:
            await who.polls()
            codes += [each["code"] for each in who.frames if each["type"] == "entry"]
        assert codes[-2:] == ["file_asked", "file"]


async def test_who_came_back_by_a_return_code_sends_and_reads_by_it(alices_session: str) -> None:
    async with visitor_line(visitor_key()) as visitor, desk_line(alices_session) as desk:
        ref = await begin(visitor)
        await visitor.send("leave_question")
        await visitor.told("status", state="left")
        await visitor.send("get_code")
        code = (await visitor.told("return_code"))["code"]
        visitor.forget()
        await visitor.send("come_back")
        await visitor.told("status", state="waiting")
        await take(desk, ref)
        await desk.send("ask_file", ref=ref)
        await desk.told("entry", code="file_asked")
        elsewhere = visitor_key()  # another device
        assert await sends(ref, elsewhere, photo()) == (404, "not_found")
        assert await sends(ref, elsewhere, photo(), code="0000-0000-0000") == (404, "not_found")
        assert await sends(ref, elsewhere, photo(), code=code) == (200, None)
        file = (await desk.told("entry", code="file"))["params"]["file"]
        read = sync_to_async(gets)
        path = f"/files/{ref}/{file}"
        assert (await read(path, key=elsewhere)).status_code == 404
        assert (await read(path, key=elsewhere, code="0000-0000-0000")).status_code == 404
        assert (await read(path, key=elsewhere, code=code)).status_code == 200
