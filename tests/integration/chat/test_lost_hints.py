"""Hints that were lost while the line to the others was taken up: everybody looks again."""

from __future__ import annotations

import pytest
from django.utils import timezone
from pytest_django import Settings

from chat import blocking, events
from chat.actions import queueing
from chat.events import Hint
from chat.lifecycle import Cause
from chat.models import Conversation
from counselors.models import Counselor
from tests.chat_people import visitor_key
from tests.integration.chat.lines import desk_line, visitor_line
from tests.integration.chat.talks import begin


@pytest.fixture(autouse=True)
def deaf(settings: Settings, process: None) -> None:
    """No hint arrives, and none of this is mended by the pulse in its own time."""
    settings.MITI = {**settings.MITI, "MITI_FAULTS": "drop=1"}


async def test_an_offer_that_was_lost_meanwhile_reaches_the_desk_and_the_visitor(
    alices_session: str, alice: Counselor
) -> None:
    async with visitor_line(visitor_key()) as visitor, desk_line(alices_session) as desk:
        await begin(visitor)
        row = await blocking.run(Conversation.objects.get)
        claim = (row.pk, alice.pk, Cause.DISPATCHED, None, timezone.now())
        await blocking.run(queueing.claim, *claim)
        assert not desk.has("talk")
        events.hub()._call(Hint(events.LINE))
        await visitor.told("status", state="offered")
        assert (await desk.told("talk"))["talk"]["state"] == "offered"
