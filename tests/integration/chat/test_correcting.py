"""A line corrected after it was sent: seen by both sides, and the log keeps what was said."""

from __future__ import annotations

from uuid import uuid4

import pytest

from chat import fold
from chat.actions import closing
from chat.actions.correcting import correct
from chat.protocol import Refusal
from counselors.models import Counselor
from tests.chat_people import NOW, later, lines, say, talk, visitor_key
from tests.integration.chat.lines import desk_line, new_message, visitor_line
from transcripts.models import Fact

pytestmark = pytest.mark.django_db


def refusal(who: Counselor, row: int, seq: int, seconds: float) -> str:
    with pytest.raises(Refusal) as refused:
        correct(row, who.pk, seq, uuid4(), "Autre chose", later(seconds))
    return refused.value.code


def test_a_correction_is_a_new_entry_that_names_the_old_one(alice: Counselor) -> None:
    row = talk(alice)
    say(row, "Demain à 9 h", alice)
    key = uuid4()
    correct(row.pk, alice.pk, 3, key, "Demain à 10 h", later(119))
    correct(row.pk, alice.pk, 3, key, "Demain à 10 h", later(119))  # the answer got lost
    assert [text for _, text in lines(row)] == [
        "Bonjour",
        "joined",
        "Demain à 9 h",
        "Demain à 10 h",
    ]
    entry = row.entries.get(seq=4)
    assert (entry.code, entry.params, entry.counselor_id) == ("corrected", {"seq": "3"}, alice.pk)


def test_nobody_corrects_what_is_old_or_not_theirs(alice: Counselor, bram: Counselor) -> None:
    row = talk(alice)
    say(row, "Demain à 9 h", alice)
    correct(row.pk, alice.pk, 3, uuid4(), "Demain à 10 h", later(1))
    assert refusal(alice, row.pk, 3, 121) == "too_late"
    assert refusal(alice, row.pk, 1, 1) == "not_allowed"  # the visitor's
    assert refusal(alice, row.pk, 2, 1) == "not_allowed"  # the service's
    assert refusal(alice, row.pk, 4, 1) == "not_allowed"  # a correction: correct the line again
    assert refusal(alice, row.pk, 9, 1) == "not_allowed"
    assert refusal(bram, row.pk, 3, 1) == "taken"
    closing.leave(row.pk, later(2))
    assert refusal(alice, row.pk, 3, 3) == "wrong_state"


def test_a_correction_is_no_message_more_in_the_figures(alice: Counselor) -> None:
    row = talk(alice)
    for text in ("Un", "Deux", "Trois"):
        say(row, text, alice)
    correct(row.pk, alice.pk, 5, uuid4(), "Trois !", NOW)
    closing.leave(row.pk, NOW)
    assert fold.step(later(3601))
    assert Fact.objects.get().message_band == "1-5"


async def test_both_sides_read_a_correction_at_once_and_after_a_reload(alices_session: str) -> None:
    key = visitor_key()
    async with visitor_line(key) as visitor, desk_line(alices_session) as desk:
        await visitor.send("start", city=None, subject=None, language="fr", **new_message("Oui"))
        ref = (await visitor.told("entry"))["ref"]
        await desk.send("pick", ref=ref)
        await desk.until(lambda: desk.logs.get(ref))
        await visitor.told("status", state="open")
        await desk.send("say", ref=ref, **new_message("Demain à 9 h"))
        said = await visitor.told("entry", text="Demain à 9 h")
        await desk.send("correct", ref=ref, seq=said["seq"], **new_message("Demain à 10 h"))
        new = await visitor.told("entry", code="corrected")
        assert (new["author"], new["text"], new["params"]) == (
            "counselor", "Demain à 10 h", {"seq": str(said["seq"])},
        )  # fmt: skip
        await desk.told("entry", code="corrected", seq=new["seq"])
        async with visitor_line(key) as again:
            await again.until(lambda: len(again.logs.get(ref, ())) == 4)
            assert again.logs == visitor.logs
        await desk.send("correct", ref=ref, seq=said["seq"], key=str(uuid4()), text=" ")
        await desk.told("refused", command="correct", code="malformed")
