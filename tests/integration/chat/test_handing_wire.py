"""A hand-over as it goes over the wire: who is told what, and who never."""

from __future__ import annotations

import pytest

from chat.sealing import key_of
from counselors.models import Counselor
from tests.chat_people import visitor_key
from tests.integration.chat.lines import new_message, visitor_line
from tests.integration.chat.talks import heard, in_talk

pytestmark = pytest.mark.usefixtures("always_open")
NOTE = "Ne le dites à personne : deuxième année."


async def test_a_talk_goes_to_a_colleague_with_a_note_that_no_visitor_frame_carries(
    alices_session: str, brams_session: str, bram: Counselor
) -> None:
    key = visitor_key()
    async with in_talk(alices_session, brams_session, key) as (visitor, alice, brams, ref):
        await alice.send("who_is_there", ref=ref)
        (colleague,) = (await alice.told("colleagues", ref=ref))["people"]
        assert colleague == {
            "key": key_of(bram.pk),
            "alias": "Bram",
            "city": "namur",
            "languages": ["nl", "fr"],
            "free": True,
        }
        await alice.send("hand_over", ref=ref, counselor=colleague["key"], note=f" {NOTE}\x00 ")
        await alice.until(lambda: alice.newest("talk")["talk"]["looking_on"])
        assert alice.newest("talk")["talk"]["has_it"] is None
        notice = await visitor.told("entry", code="handed_on")
        assert notice["params"] == {"alias": "Bram"}
        await visitor.told("status", state="waiting", who=None)

        await brams.send("pick", ref=ref)
        await brams.until(lambda: len(brams.logs.get(ref, ())) == 4)
        await alice.told("talk_gone", ref=ref, why="transferred")
        mine = next(f["talk"] for f in brams.frames if f["type"] == "talk" and f["talk"]["note"])
        assert (mine["handed_by"], mine["note"]) == ("Alice", NOTE)
        await visitor.told("entry", code="joined", seq=4)
        await visitor.send("say", **new_message("Merci"))
        await visitor.told("entry", text="Merci")
        async with visitor_line(key) as again:  # a reload reads everything anew
            await again.until(lambda: len(again.logs.get(ref, ())) == 5)
            assert "personne" not in heard(again)
        assert "personne" not in heard(visitor)
        assert "personne" not in heard(alice)
        assert "personne" in heard(brams)


async def test_nobody_hands_over_or_asks_about_a_talk_that_is_not_theirs(
    alices_session: str, brams_session: str
) -> None:
    async with in_talk(alices_session, brams_session) as (visitor, alice, bram, ref):
        await bram.send("who_is_there", ref=ref)
        await bram.told("refused", command="who_is_there", code="not_allowed")
        await bram.send("who_suits", ref=ref, language="nl")
        await bram.told("refused", command="who_suits", code="not_allowed")
        await alice.send("who_suits", ref=ref, language="uk", city="namur")
        nobody = {"able": 0, "near": 0, "free": 0, "subject": None, "language": "uk"}
        await alice.told("suiting", ref=ref, city="namur", **nobody)
        await bram.send("hand_over", ref=ref, city="namur")
        await bram.told("refused", command="hand_over", code="taken")
        await alice.send("hand_over", ref=ref)
        await alice.told("refused", command="hand_over", code="malformed", ref=ref)
        await alice.send("hand_over", ref=ref, counselor="A" * 16)
        await alice.told("refused", command="hand_over", code="not_found", ref=ref)
        await alice.send("hand_over", ref=ref, city="namur", note="x" * 501)
        await alice.until(
            lambda: (
                sum(f["type"] == "refused" and f["code"] == "malformed" for f in alice.frames) == 2
            )
        )
        assert visitor.newest("status")["state"] == "open"
