"""Every command that names a talk, by somebody who may not: refused, and nothing has changed."""

from __future__ import annotations

from typing import Any, get_args
from uuid import uuid4

import pytest

from chat import blocking, sealing
from chat.actions import accompanying
from chat.models import Companion, Conversation, LogEntry, Whisper
from chat.protocol.board import BoardCommand
from chat.protocol.desk_commands import DeskCommand
from chat.protocol.visitor import VisitorCommand
from counselors.models import Counselor
from tests.chat_people import NOW
from tests.integration.chat.lines import new_message
from tests.integration.chat.talks import in_talk

pytestmark = pytest.mark.usefixtures("always_open")


def wishes(colleague: str) -> dict[str, dict[str, Any]]:
    """Each command about a talk, as somebody would send it."""
    said = new_message("Moi aussi")
    return {
        "accept": {}, "decline": {}, "pick": {}, "say": said, "correct": {**said, "seq": 1},
        "read": {"seq": 1}, "typing": {"on": True}, "close": {"outcome": "answered"},
        "hold": {}, "go_on": {}, "reopen": {}, "block": {"reason": "insults"},
        "who_is_there": {}, "who_suits": {"city": "namur"}, "looking": {},
        "hand_over": {"city": "namur"}, "ask_language": {"language": "nl"},
        "search": {"text": ""}, "suggest": {},
        "share": {"key": str(uuid4()), "resource": "cv", "language": "fr"},
        "invite": {"counselor": colleague, "key": str(uuid4())},
        "whisper": said, "step_aside": {}, "ask_file": {},
    }  # fmt: skip


LOOKING_ON = {"whisper", "step_aside", "looking"}
"""What somebody may do beside a colleague's talk."""
UNANSWERED = {"step_aside", "looking"}
"""What has no effect for whoever stands beside no talk, and needs no answer."""


def about_a_talk(union: Any) -> set[str]:
    members = get_args(union)
    return {each.__struct_config__.tag for each in members if "ref" in each.__struct_fields__}


def test_every_command_about_a_talk_is_tried_here() -> None:
    assert set(wishes("x")) == about_a_talk(DeskCommand)


def test_a_visitor_and_a_board_name_no_talk_at_all() -> None:
    assert about_a_talk(VisitorCommand) == about_a_talk(BoardCommand) == set()


@pytest.mark.parametrize("looks_on", [False, True])
async def test_nobody_does_anything_to_the_talk_of_a_colleague(
    alices_session: str, brams_session: str, alice: Counselor, bram: Counselor, *, looks_on: bool
) -> None:
    key = await blocking.run(sealing.key_of, alice.pk)
    async with in_talk(alices_session, brams_session) as (_visitor, _hers, his, ref):
        if looks_on:
            await blocking.run(_look_on, ref, alice, bram)
            await his.told("talk")
        before = await blocking.run(_everything)
        for wish, fields in wishes(key).items():
            if looks_on and wish in LOOKING_ON:
                continue
            await his.send(wish, ref=ref, **fields)
            if wish in UNANSWERED:
                continue
            refused = await his.told("refused", command=wish)
            assert refused["code"] in {"not_allowed", "taken", "wrong_state"}, wish
        assert await blocking.run(_everything) == before


def _look_on(ref: str, alice: Counselor, bram: Counselor) -> None:
    row = Conversation.objects.get(ref=ref)
    accompanying.invite(row.pk, alice.pk, bram.pk, uuid4(), "", NOW)


def _everything() -> list[Any]:
    """All that is stored of talks, but for what the clock alone moves on."""
    talks = Conversation.objects.values("state", "counselor", "language", "city", "version")
    rows = (LogEntry.objects.all(), Companion.objects.all(), Whisper.objects.all())
    return [*talks, *(list(each.values()) for each in rows)]
