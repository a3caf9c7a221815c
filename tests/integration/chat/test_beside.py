"""Colleagues beside a talk: they read and whisper, and nothing of it reaches the visitor."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from chat import selectors
from chat.actions import closing, company, log, talking
from chat.actions.accompanying import invite, step_aside, whisper
from chat.actions.handing import Target, hand_over, stay
from chat.models import Conversation, Whisper
from chat.picture import used_slots
from chat.protocol import Refusal, Talk
from chat.sealing import key_of
from counselors.models import Act, AuditEntry, Counselor
from tests.chat_people import NOW, dispatch, fresh, later, lines, on_duty, say, talk, visitor_key
from tests.integration.chat.lines import new_message, visitor_line
from tests.integration.chat.talks import heard, in_talk

pytestmark = pytest.mark.django_db
SECRET = "Il a déjà appelé trois fois."


def seen_by(who: Counselor, row: Conversation) -> Talk | None:
    return selectors.talks_of(who.pk, NOW).get(row.pk)


def refused(who: Counselor, row: Conversation) -> str:
    with pytest.raises(Refusal) as refusal:
        whisper(row.pk, who.pk, uuid4(), SECRET, NOW)
    return refusal.value.code


def test_a_colleague_who_was_asked_reads_whispers_and_uses_no_place(
    alice: Counselor, bram: Counselor
) -> None:
    row = talk(alice)
    before = fresh(row).version
    invite(row.pk, alice.pk, bram.pk, uuid4(), SECRET, NOW)
    key = uuid4()
    for _ in range(2):
        whisper(row.pk, bram.pk, key, "Encore ?", NOW)
    his, hers = seen_by(bram, row), seen_by(alice, row)
    assert his is not None
    assert hers is not None
    assert (his.looking_on, his.has_it, hers.looking_on, hers.beside) == (
        True, "Alice", False, ("Bram",),
    )  # fmt: skip
    said = [("Alice", SECRET), ("Bram", "Encore ?")]
    assert [(each.alias, each.text) for each in hers.asides] == said
    assert his.asides == hers.asides
    assert used_slots([bram.pk]) == {}
    assert fresh(row).version == before  # the visitor's state has not even changed
    assert AuditEntry.objects.filter(actor="bram", act=Act.OPENED, about=row.ref).exists()

    step_aside(row.pk, bram.pk)
    assert seen_by(bram, row) is None
    assert refused(bram, row) == "not_allowed"
    assert whisper(row.pk, alice.pk, uuid4(), "Merci", NOW) is None


def test_who_looks_on_changes_nothing(alice: Counselor, bram: Counselor) -> None:
    row = talk(alice)
    assert refused(bram, row) == "not_allowed"
    invite(row.pk, alice.pk, bram.pk, uuid4(), "", NOW)
    answer = say(row, "Moi aussi", bram)
    assert isinstance(answer, Refusal)
    acts: tuple[Callable[[], None], ...] = (
        lambda: closing.close(row.pk, bram.pk, None, None, NOW),
        lambda: hand_over(row.pk, bram.pk, Target(subject="learning"), "", NOW),
        lambda: invite(row.pk, bram.pk, bram.pk, uuid4(), "", NOW),
    )
    for act in acts:
        with pytest.raises(Refusal) as refusal:
            act()
        assert refusal.value.code == "taken"
    closing.leave(row.pk, NOW)
    assert seen_by(bram, row) is None
    assert refused(bram, row) == "not_allowed"
    closing.erase(row.pk, NOW)
    assert not Whisper.objects.exists()


def test_the_giver_reads_on_until_somebody_has_taken_the_talk(
    alice: Counselor, bram: Counselor
) -> None:
    row = talk(alice)
    hand_over(row.pk, alice.pk, Target(counselor=bram.pk), "", later(1))
    hers = seen_by(alice, row)
    assert hers is not None
    assert (hers.looking_on, hers.has_it, hers.state) == (True, None, "waiting")
    assert isinstance(say(row, "Encore moi", alice, later(2)), Refusal)  # never two writers
    dispatch(later(2))
    assert seen_by(alice, row) is not None
    talking.accept(row.pk, bram.pk, later(3))
    assert seen_by(alice, row) is None
    assert isinstance(say(row, "À moi", bram, later(4)), log.Done)
    assert AuditEntry.objects.filter(actor="alice", act=Act.TRANSFERRED, about=row.ref).exists()


def test_a_visitor_may_stay_with_who_handed_them_over(alice: Counselor, bram: Counselor) -> None:
    row = talk(alice)
    hand_over(row.pk, alice.pk, Target(counselor=bram.pk), "Lisez", later(1))
    status = selectors.visitor_status(row.pk)
    assert status is not None
    assert status.handed_by == "Alice"
    dispatch(later(2))
    stay(row.pk, later(3))
    now = fresh(row)
    assert (now.state, now.counselor_id) == ("open", alice.pk)
    assert (now.handed_by_id, now.sealed_note) == (None, b"")
    assert used_slots([alice.pk, bram.pk]) == {alice.pk: 1}
    assert lines(row)[-1] == (4, "joined")
    with pytest.raises(Refusal):
        stay(row.pk, later(4))


def test_nobody_is_kept_by_a_counselor_whose_places_are_taken(
    alice: Counselor, bram: Counselor
) -> None:
    row = talk(alice)
    hand_over(row.pk, alice.pk, Target(counselor=bram.pk), "", later(1))
    on_duty(alice, later(1), slots=1)
    talk(alice, later(2))
    with pytest.raises(Refusal) as refusal:
        stay(row.pk, later(3))
    assert refusal.value.code == "full"
    assert fresh(row).state == "waiting"


async def test_no_frame_of_a_visitor_ever_carries_a_whisper(
    alices_session: str, brams_session: str, bram: Counselor
) -> None:
    key = visitor_key()
    async with in_talk(alices_session, brams_session, key) as (visitor, alice, brams, ref):
        await alice.send(
            "invite", ref=ref, counselor=key_of(bram.pk), key=str(uuid4()), note=SECRET
        )
        await brams.until(lambda: SECRET in heard(brams))
        await brams.send("whisper", ref=ref, **new_message("Trois fois !"))
        await alice.until(lambda: "Trois fois" in heard(alice))
        await brams.send("typing", ref=ref, on=True)
        await brams.told("refused", command="typing", code="not_allowed")
        await brams.send("say", ref=ref, **new_message("Bonjour aussi"))
        await brams.told("refused", command="say", code="not_allowed")
        await alice.send("say", ref=ref, **new_message("Je vous écoute."))
        await visitor.told("entry", text="Je vous écoute.")
        await brams.told("entry", text="Je vous écoute.")
        async with visitor_line(key) as again:  # a reload reads everything anew
            await again.told("entry", text="Je vous écoute.")
            await again.send("leave")
            await again.told("status", state="closed")
            everything = heard(again) + heard(visitor)
        for secret in (SECRET, "Trois fois", "Bram", "Bonjour aussi"):
            assert secret not in everything
        await brams.told("talk_gone", ref=ref)


def test_the_one_who_takes_a_talk_does_not_also_look_on(alice: Counselor, bram: Counselor) -> None:
    row = talk(alice)
    invite(row.pk, alice.pk, bram.pk, uuid4(), "", NOW)
    hand_over(row.pk, alice.pk, Target(counselor=bram.pk), "", later(1))
    dispatch(later(1))
    talking.accept(row.pk, bram.pk, later(2))
    his = seen_by(bram, row)
    assert his is not None
    assert (his.looking_on, his.beside) == (False, ())
    company.taken(fresh(row))  # again: nothing more to end
