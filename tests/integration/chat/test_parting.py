"""What a visitor says at the end: asked of whoever was helped, and only counted."""

from __future__ import annotations

import pytest

from chat import fold, selectors
from chat.actions import closing, parting
from chat.models import Conversation, ExitAnswers
from chat.protocol import Refusal, Said
from counselors.models import Counselor
from tests.chat_people import later, talk, visitor, visitor_key
from tests.integration.chat.lines import desk_line, visitor_line
from tests.integration.chat.talks import talks_with
from transcripts.models import Fact


def said(row: Conversation) -> Said | None:
    status = selectors.visitor_status(row.pk)
    assert status is not None
    return status.said


@pytest.mark.django_db
def test_whoever_was_helped_is_asked_and_may_change_the_answer(alice: Counselor) -> None:
    row = talk(alice)
    assert said(row) is None
    closing.close(row.pk, alice.pk, None, "answered", later(60))
    assert said(row) == Said()
    parting.answer(row.pk, Said("dissatisfied"))
    changed = Said("very_satisfied", None, "yes")
    parting.answer(row.pk, changed)
    assert said(row) == changed
    assert fold.step(later(7200))
    fact = Fact.objects.get()
    assert (fact.satisfaction, fact.recommend, fact.first_visit) == ("very_satisfied", "", "yes")
    assert not ExitAnswers.objects.exists()


@pytest.mark.django_db
def test_nobody_else_is_asked(alice: Counselor) -> None:
    going_on, waiting, blocked = talk(alice), visitor(), talk(alice)
    closing.leave(waiting.pk, later(1))
    closing.block(blocked.pk, alice.pk, "insults", later(60))
    for row in (going_on, waiting, blocked):
        assert said(row) is None
        with pytest.raises(Refusal) as refused:
            parting.answer(row.pk, Said("satisfied"))
        assert refused.value.code == "wrong_state"


@pytest.mark.usefixtures("always_open")
async def test_an_answer_is_on_every_page_of_its_visitor_and_on_no_desk(
    alices_session: str,
) -> None:
    key = visitor_key()
    async with visitor_line(key) as one, desk_line(alices_session) as alice:
        ref = await talks_with(one, alice)
        await one.send("answer", said={"satisfaction": "satisfied"})
        await one.told("refused", command="answer", code="wrong_state")
        await alice.send("close", ref=ref, subject="working", outcome="answered")
        await one.until(lambda: one.newest("status")["said"] is not None)
        await one.send("answer", said={"satisfaction": "great"})
        await one.told("refused", code="malformed")
        answers = {"satisfaction": "satisfied", "recommend": "yes", "first_visit": None}
        answers |= {"found": "no", "remark": None}
        async with visitor_line(key) as other:
            await one.send("answer", said=answers)
            await one.told("status", said=answers)
            await other.told("status", said=answers)
        assert not any("said" in frame or "satisfied" in str(frame) for frame in alice.frames)
