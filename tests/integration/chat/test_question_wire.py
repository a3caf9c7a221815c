"""A left question on the wire: from one device to another, by its code."""

from __future__ import annotations

import pytest

from chat import blocking, protocol
from chat.actions import answers
from chat.models import Conversation
from counselors.models import Counselor
from tests.chat_people import visitor_key
from tests.integration.chat.lines import Wire, connected, desk_line, new_message, visitor_line

pytestmark = pytest.mark.usefixtures("always_open")


async def hello(line: Wire, code: str) -> None:
    await line.send(
        "hello", version=protocol.VERSION, key=visitor_key(), language="nl", seen=0, code=code
    )


async def left(line: Wire) -> str:
    """Leave a question and ask for its code."""
    asked = new_message("Quelle formation ?")
    await line.send("ask_later", city="brussels", subject=None, language="fr", **asked)
    status = await line.told("status", state="left")
    assert status["due"] is not None
    assert status["answered"] is False
    await line.send("get_code")
    told = await line.told("return_code")
    assert told["qr"]["path"].startswith("M")
    code: str = told["code"]
    return code


async def test_a_code_opens_the_question_on_another_device_to_read_ask_back_and_erase() -> None:
    async with visitor_line(visitor_key()) as one, connected("/ws/visitor") as other:
        code = await left(one)
        await hello(other, code.lower().replace("-", ""))
        await other.told("entry", text="Quelle formation ?")
        await other.send("say", **new_message("En de prijs?"))
        await one.told("entry", text="En de prijs?")
        await other.send("come_back")
        await one.told("status", state="waiting")
        await other.send("leave_question")
        await one.told("status", state="left")
        await other.send("erase")
        await one.told("erased")


async def test_a_wrong_code_opens_nothing_and_may_be_tried_again() -> None:
    async with visitor_line(visitor_key()) as one, connected("/ws/visitor") as other:
        code = await left(one)
        await hello(other, "0000-0000-0001")
        await other.told("refused", code="not_found", command="hello")
        await other.send("erase")
        await other.told("refused", code="hello_first")
        await hello(other, code)
        assert (await other.told("welcome"))["known"]


async def test_a_question_that_is_sent_again_is_one_question() -> None:
    asked = new_message("Une fois")
    async with visitor_line(visitor_key()) as line:
        for _ in range(2):
            await line.send("ask_later", city=None, subject=None, language="fr", **asked)
        await line.told("status", state="left")
        await line.send("say", **new_message("Deux fois"))
        await line.told("entry", text="Deux fois")
        texts = [entry["text"] for log in line.logs.values() for entry in log if entry["text"]]
    assert texts == ["Une fois", "Deux fois"]


async def test_every_desk_counts_the_questions_that_nobody_answers_yet(
    alices_session: str, brams_session: str, bram: Counselor
) -> None:
    async with (
        visitor_line(visitor_key()) as visitor,
        desk_line(alices_session) as alice,
        desk_line(brams_session) as brams,
    ):
        assert (await alice.told("welcome"))["left"] == 0
        await left(visitor)
        (ref,) = visitor.logs
        for desk in (alice, brams):
            await desk.told("left_questions", left=1)
        row = await blocking.run(Conversation.objects.get, ref=ref)
        await blocking.run(answers.take, row.pk, bram.pk, None)
        await alice.told("left_questions", left=0)
        alice.forget()
        await blocking.run(answers.put_back, row.pk, bram.pk)
        await alice.told("left_questions", left=1)
        async with desk_line(alices_session) as again:
            assert (await again.told("welcome"))["left"] == 1
        await visitor.send("erase")
        await brams.until(lambda: brams.newest("left_questions")["left"] == 0)
