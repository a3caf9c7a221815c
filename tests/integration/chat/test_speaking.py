"""The counselor asks to go on in another language, and the visitor decides."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from chat import logbook, selectors
from chat.actions import closing, holding, queueing, speaking
from chat.actions.handing import Target, hand_over
from chat.lifecycle import Cause
from chat.models import Conversation
from chat.protocol import Refusal
from chat.sockets import visitor_view
from counselors.models import Counselor, LanguageSkill
from tests.chat_people import (
    NOW,
    dispatch,
    fresh,
    later,
    lines,
    say,
    talk,
    visitor,
    visitor_key,
)
from tests.integration.chat.lines import desk_line, new_message, visitor_line
from tests.integration.chat.talks import talks_with

pytestmark = pytest.mark.django_db


def refusal(row: Conversation, who: Counselor, language: str) -> str:
    with pytest.raises(Refusal) as refused:
        speaking.ask(row.pk, who.pk, language)
    return refused.value.code


def asked(row: Conversation, who: Counselor) -> tuple[str | None, str | None]:
    """What the visitor and the counselor are shown."""
    status = selectors.visitor_status(row.pk)
    assert status
    shown = selectors.talks_of(who.pk, NOW)[row.pk]
    return status.language_asked, shown.language_asked


def test_yes_changes_the_language_and_nothing_else(alice: Counselor) -> None:
    row = talk(alice)
    say(row, "Ik zoek een opleiding")
    speaking.hint(row.pk, "nl", 0.99)
    speaking.ask(row.pk, alice.pk, "nl")
    assert asked(row, alice) == ("nl", "nl")
    before = fresh(row)
    speaking.use(row.pk, "nl", later(5))
    now = fresh(row)
    assert (now.language_id, now.language_asked, now.language_hint) == ("nl", "", "")
    assert (now.state, now.counselor_id, now.queued_at) == ("open", alice.pk, before.queued_at)
    assert now.version > before.version
    told = ["Bonjour", "joined", "Ik zoek een opleiding", "language_changed"]
    assert [text for _, text in lines(row)] == told
    assert row.entries.get(code="language_changed").params == {"to_language": "nl"}


def test_no_keeps_the_language_and_tells_both_sides_once(alice: Counselor) -> None:
    row = talk(alice)
    speaking.ask(row.pk, alice.pk, "nl")
    speaking.keep(row.pk, "nl", later(5))
    speaking.keep(row.pk, "nl", later(6))  # the answer got lost, and came again
    assert fresh(row).language_id == "fr"
    assert asked(row, alice) == (None, None)
    assert [text for _, text in lines(row)] == ["Bonjour", "joined", "language_kept"]
    kept = row.entries.get(code="language_kept").params
    assert kept == {"language": "fr", "to_language": "nl"}
    speaking.ask(row.pk, alice.pk, "uk")  # an answer is about one language
    speaking.keep(row.pk, "nl", later(7))
    assert asked(row, alice) == ("uk", "uk")


def test_one_question_at_a_time_about_a_talk_of_ones_own(alice: Counselor, bram: Counselor) -> None:
    row = talk(alice)
    assert refusal(row, bram, "nl") == "taken"
    assert refusal(row, alice, "fr") == "wrong_state"
    speaking.ask(row.pk, alice.pk, "nl")
    version = fresh(row).version
    speaking.ask(row.pk, alice.pk, "nl")  # two tabs
    assert fresh(row).version == version
    assert refusal(row, alice, "uk") == "wrong_state"
    holding.hold(row.pk, NOW)
    assert asked(row, alice) == ("nl", "nl")
    speaking.use(row.pk, "uk", NOW)  # the visitor's own wish answers it too
    assert asked(row, alice) == (None, None)
    closing.leave(row.pk, NOW)
    assert refusal(row, alice, "nl") == "wrong_state"


def test_the_question_ends_with_the_talk_and_with_a_hand_over(
    alice: Counselor, bram: Counselor
) -> None:
    ended, given = talk(alice), talk(alice)
    for row in (ended, given):
        speaking.ask(row.pk, alice.pk, "nl")
    closing.close(ended.pk, alice.pk, None, None, NOW)
    hand_over(given.pk, alice.pk, Target(counselor=bram.pk), "", NOW)
    for row in (ended, given):
        assert fresh(row).language_asked == ""
        speaking.keep(row.pk, "nl", later(1))
        assert "language_kept" not in [text for _, text in lines(row)]


def test_the_database_knows_no_question_that_nobody_asks(alice: Counselor) -> None:
    row = visitor()
    rows = Conversation.objects.filter(pk=row.pk)
    with pytest.raises(IntegrityError, match="conversation_shape"), transaction.atomic():
        rows.update(language_asked="nl")


def test_a_wish_in_the_queue_is_no_line_in_the_log(alice: Counselor) -> None:
    row = visitor()
    speaking.use(row.pk, "nl", NOW)
    assert fresh(row).language_id == "nl"
    assert [text for _, text in lines(row)] == ["Bonjour"]


def test_an_offer_goes_on_to_somebody_who_speaks_the_language_that_was_chosen_meanwhile(
    alice: Counselor, bram: Counselor
) -> None:
    row = visitor()
    queueing.claim(row.pk, alice.pk, Cause.DISPATCHED, None, NOW)
    speaking.use(row.pk, "nl", later(2))  # Alice speaks it too
    assert fresh(row).state == "offered"
    LanguageSkill.objects.filter(counselor=alice, language="fr").delete()
    speaking.use(row.pk, "fr", later(3))
    assert (fresh(row).state, fresh(row).language_id, fresh(row).queued_at) == (
        "waiting",
        "fr",
        NOW,
    )
    dispatch(later(3))
    assert (fresh(row).state, fresh(row).counselor_id) == ("offered", bram.pk)


async def test_over_the_wire_the_question_outlives_a_reload_of_either_side(
    alices_session: str,
) -> None:
    key = visitor_key()
    async with visitor_line(key) as person, desk_line(alices_session) as desk:
        ref = await talks_with(person, desk)
        await desk.send("ask_language", ref=ref, language="xx")
        await desk.told("refused", command="ask_language", code="not_found", ref=ref)
        await desk.send("ask_language", ref=ref, language="nl")
        await person.told("status", language_asked="nl", language="fr")
        async with visitor_line(key) as again, desk_line(alices_session) as other:
            await again.told("status", language_asked="nl")
            (shown,) = (await other.told("welcome"))["talks"]
            assert shown["language_asked"] == "nl"
            await again.send("keep_language", language="nl")
            for line in (person, desk, again, other):
                no = await line.told("entry", code="language_kept")
                assert no["params"] == {"language": "fr", "to_language": "nl"}
            await person.told("status", language_asked=None, language="fr")
        await desk.send("ask_language", ref=ref, language="nl")
        await person.told("status", language_asked="nl")
        await person.send("use_language", language="nl")
        await person.told("status", language_asked=None, language="nl")
        for line in (person, desk):
            assert (await line.told("entry", code="language_changed"))["params"] == {
                "to_language": "nl"
            }
        await desk.until(lambda: desk.newest("talk")["talk"]["language"] == "nl")


async def test_what_a_line_has_heard_is_judged_without_the_log(
    alices_session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitor_view, "LANGUAGE_PAUSE", 0.0)
    read: list[int] = []
    of_the_log = logbook.visitor_text

    def counted(conversation: int, letters: int) -> str:
        read.append(conversation)
        return of_the_log(conversation, letters)

    monkeypatch.setattr(logbook, "visitor_text", counted)
    async with visitor_line(visitor_key()) as person, desk_line(alices_session) as desk:
        await talks_with(person, desk, "Bonjour, je cherche un emploi à Namur.")
        for hinted, text in {
            "nl": "Sorry, kunnen we niet in het Nederlands verder praten? " * 2,
            "uk": "Вибачте, а чи можемо ми говорити українською мовою далі? " * 4,
        }.items():
            await person.send("say", **new_message(text))
            await person.told("status", language_hint=hinted)
    assert len(read) == 1
