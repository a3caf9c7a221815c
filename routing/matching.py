"""May this counselor take this person (hard), and at what cost to the others (soft)?"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from routing.domain import OnDuty, Rules, Waiting
from routing.reason import Reason, Terms


@dataclass(frozen=True, slots=True)
class Verdict:
    """True when the counselor may take the person, else it carries the reason why not."""

    reason: Reason | None = None

    def __bool__(self) -> bool:
        return self.reason is None

    @property
    def code(self) -> str:
        """Why not, in a word; "yes" when the counselor may."""
        return self.reason.code if self.reason else "yes"


YES = Verdict()
_NO = {
    code: Verdict(Reason(code))
    for code in ("language", "subject", "not_accepting", "slots", "already_declined",
                 "reserved", "own_city_first")
}  # fmt: skip


def may_take(person: Waiting, counselor: OnDuty, rules: Rules, now: float) -> Verdict:
    """The hard test, for automatic offers and for "why not mine" on the desk alike."""
    return able(person, counselor, rules, now) and ready(person, counselor, rules, now)


def able(person: Waiting, counselor: OnDuty, rules: Rules, now: float) -> Verdict:
    """Skills only: the language always; the subject unless unknown or waited for too long."""
    if person.language not in counselor.languages:
        return _NO["language"]
    subject = subject_asked(person, rules, now)
    return YES if subject is None or subject in counselor.subjects else _NO["subject"]


def subject_asked(person: Waiting, rules: Rules, now: float) -> str | None:
    """The subject that still has to match: None if unknown, or waited for too long."""
    return None if now >= widened_from(person, rules) else person.subject


def ready(person: Waiting, counselor: OnDuty, rules: Rules, now: float) -> Verdict:
    """Everything but skills: pause, free slot, kept for another, an earlier decline, own city."""
    if not counselor.accepting:
        return _NO["not_accepting"]
    if free_slots(counselor, rules) < 1:
        return _NO["slots"]
    if person.reserved_for not in (None, counselor.id):
        return _NO["reserved"]
    if counselor.id in person.declined_by:
        return _NO["already_declined"]
    if counselor.city != person.city and now < shared_from(person, rules):
        return _NO["own_city_first"]
    return YES


def free_slots(counselor: OnDuty, rules: Rules) -> int:
    """Slots that may be filled, never one that would slow all the talks of a person down."""
    return max(0, min(counselor.slots, rules.useful_slots) - counselor.open_talks)


def cost(person: Waiting, counselor: OnDuty, rules: Rules, open_talks: int | None = None) -> Terms:
    """What the choice costs by itself, term by term, in equivalent seconds; zeros left out.

    What it costs the others, the scarcity of skills, depends on the whole desk: see engine.
    `open_talks` counts instead of the counselor's own when talks were given out meanwhile.
    """
    talks = counselor.open_talks if open_talks is None else open_talks
    missing = 1.0 - counselor.languages[person.language]
    terms = (
        ("other_city", price_of_place(person.city, counselor.city, rules)),
        ("proficiency", rules.proficiency_price * missing),
        ("load", rules.load_cost(talks)),
        ("returning", -rules.return_bonus if counselor.id == person.previous else 0.0),
        ("reserve", rules.reserve_price if counselor.reserve else 0.0),
    )
    return tuple(term for term in terms if term[1])


def price_of_place(asked: str | None, given: str, rules: Rules) -> float:
    """What it costs a visitor who asked for one city to be served by another."""
    return 0.0 if asked in (None, given) else rules.price_of_leaving(asked)


def shared_from(person: Waiting, rules: Rules) -> float:
    """From which instant on every city may help; people cut off have waited once already."""
    if person.cut_off or person.city is None:
        return -inf
    return person.queued_at + rules.of_city(person.city).overflow_after


def widened_from(person: Waiting, rules: Rules) -> float:
    """From which instant on anybody with the language may help; endless where that never is."""
    widen = rules.of_city(person.city).widen_subject_after
    since = person.queued_at if person.needs_since is None else person.needs_since
    return inf if widen is None else since + widen
