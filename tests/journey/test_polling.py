"""A whole talk where the network lets no WebSocket through."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journey.people import People
from tests.journey.visitor import PHONE

QUESTION = "Je cherche un cours du soir."
ANSWER = "Bonjour ! Dans quelle ville ?"


def test_where_sockets_are_blocked_a_talk_goes_over_plain_http(people: People) -> None:
    visitor, alice = people.visitor("fr", **PHONE), people.counselor("alice")
    visitor.page.route_web_socket("**/ws/visitor", lambda socket: socket.close(code=1011))
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    alice.goes_on_duty()
    visitor.asks(QUESTION)
    alice.accepts(QUESTION)
    visitor.meets("Alice", "Ville ouverte")
    alice.writes(ANSWER)
    visitor.reads(QUESTION, ANSWER)
    visitor.writes("À Namur.", "Le mardi, si possible.")
    talk = (QUESTION, ANSWER, "À Namur.", "Le mardi, si possible.")
    alice.reads(*talk)
    visitor.reads(*talk)
    expect(visitor.marks.last).to_have_text(visitor.words.word("mark_seen"))
    expect(visitor.banner).to_be_empty()
    visitor.page.reload()
    visitor.reads(*talk)
    before = len(asked)
    visitor.writes("Merci.")
    alice.reads(*talk, "Merci.")
    visitor.erases()
    assert 0 < len(asked) - before < 30  # one request after the other, and none in a circle
    assert not any("/poll/visitor?" in url for url in asked)
