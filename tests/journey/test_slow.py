"""On the slowest line that a phone may still have: the second generation, WebSockets included."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journey.line import line_to
from tests.journey.network import Network
from tests.journey.pace import SECOND_GENERATION
from tests.journey.people import People
from tests.journey.town import Town
from tests.journey.visitor import PHONE

QUESTION = "Où apprendre à conduire un bus ?"
HELLO, TELL, MORE, LAST = "Bonjour !", "Dites-moi.", "Je cherche le soir.", "Et le permis ?"
IN_A_TUNNEL, TOO_LONG = "00:30", "00:50"
"""Without a frame for so long, a line may be well still, or is given up."""
MOST_REQUESTS, MOST_BYTES, MOST_TRIPS = 15, 30_000, 3
"""Before the form can be used: two seconds of bytes on such a line, and as much of waiting."""
TRIPS = """() => {
  const all = ['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type))
    .sort((one, other) => one.fetchStart - other.fetchStart);
  const depths = [];
  // a page names what it needs in its first lines already, a script only when it is there
  const readAt = (each) => each.entryType === 'navigation' ? each.responseStart : each.responseEnd;
  for (const [index, { fetchStart }] of all.entries()) {
    const earlier = depths.filter((_, at) => readAt(all[at]) <= fetchStart);
    depths[index] = 1 + Math.max(0, ...earlier);
  }
  return Math.max(...depths);
}"""
"""How many answers had to come one after the other."""


def test_on_a_slow_line_the_form_needs_few_bytes_and_fewer_trips(
    people: People, usual_town: Town
) -> None:
    with line_to(usual_town.address, SECOND_GENERATION) as line:
        page = people.stranger("uk", **PHONE)
        network = Network(page)
        page.goto(f"{line.address}/uk/")
        expect(page.locator("#ask")).to_be_enabled()
        trips = page.evaluate(TRIPS)
        page.wait_for_load_state("networkidle")
        loaded = network.loaded()
        assert trips <= MOST_TRIPS
        assert len(loaded) <= MOST_REQUESTS
        assert sum(size for _, size in loaded) <= MOST_BYTES


def test_on_a_slow_line_a_talk_outlives_a_tunnel_and_a_sleep(
    people: People, usual_town: Town
) -> None:
    alice = people.counselor("alice")
    alice.goes_on_duty()
    with line_to(usual_town.address, SECOND_GENERATION) as line:
        visitor = people.visitor(at=line.address, **PHONE)
        visitor.page.clock.install()
        visitor.opens(line.address)
        visitor.asks(QUESTION)
        alice.accepts(QUESTION)
        alice.writes(HELLO)
        visitor.reads(QUESTION, HELLO)

        visitor.composer.fill("Je cher")
        line.black_out()
        visitor.writes(MORE)
        alice.writes(TELL)
        alice.reads(QUESTION, HELLO, TELL)
        visitor.page.clock.fast_forward(IN_A_TUNNEL)
        expect(visitor.marks.last).to_have_text(visitor.words.word("mark_pending"))
        visitor.composer.fill("Et le per")
        line.heal()
        said = (QUESTION, HELLO, TELL, MORE)
        alice.reads(*said)
        visitor.reads(*said)
        expect(visitor.composer).to_have_value("Et le per")
        expect(visitor.banner).to_be_empty()
        # nothing is on its way any more that would be taken for a sign of life after the jump
        expect(visitor.marks.last).to_have_text(visitor.words.word("mark_seen"))

        line.black_out()
        visitor.writes(LAST)
        visitor.page.clock.fast_forward(TOO_LONG)
        expect(visitor.banner).to_have_text(visitor.words.word("lost_unsent"))
        line.heal()
        alice.reads(*said, LAST)
        visitor.reads(*said, LAST)
        expect(visitor.banner).to_be_empty()

        sleep = visitor.context.new_cdp_session(visitor.page)
        sleep.send("Page.setWebLifecycleState", {"state": "frozen"})
        line.cut()
        alice.writes("Le soir, à Namur.")
        line.heal()
        sleep.send("Page.setWebLifecycleState", {"state": "active"})
        visitor.page.clock.fast_forward(TOO_LONG)
        visitor.reads(*said, LAST, "Le soir, à Namur.")
        visitor.writes("Merci.")
        alice.reads(*said, LAST, "Le soir, à Namur.", "Merci.")
