"""Why a decision was made: a stable code, its costs line by line, one sentence.

The codes and the names of the terms are stored with conversations and translated
by the pages: rename one only together with a data migration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

Terms = tuple[tuple[str, float], ...]
"""Costs in equivalent seconds of waiting, by name; a negative one is a bonus."""

SENTENCES: Final[Mapping[str, str]] = {
    # Assign
    "own_city": "A counselor of the visitor's own city is free",
    "any_city": "A counselor is free and the visitor has no preference for a city",
    "other_city": "Nobody suits better in the visitor's city, so another city helps",
    "asked_for": "The talk was handed over to this counselor",
    "returning": "The counselor of the interrupted talk is free again",
    # Hold
    "no_free_slot": "Everybody who could help is busy",
    "paused": "Everybody who could help has paused",
    "away": "The visitor went away and keeps the place in the queue",
    "own_city_first": "The visitor's city asks to be first for a little longer",
    "declined": "Those who are free have already declined",
    "reserved": "The talk was handed over to one counselor and is kept for that one for a while",
    # Divert
    "nobody_on_duty": "Nobody is on duty",
    "no_language": "Nobody on duty speaks the language",
    "no_subject": "Nobody on duty knows the subject in that language",
    # why one counselor may not take one person
    "language": "The counselor does not speak the language",
    "subject": "The subject is not one of the counselor's",
    "slots": "The counselor has no free slot",
    "not_accepting": "The counselor takes nobody at the moment",
    "already_declined": "The counselor has already declined this person",
}

TERM_NAMES: Final[Mapping[str, str]] = {
    "other_city": "another city",
    "proficiency": "command of the language",
    "load": "talks already open",
    "reserve": "reserve, asked last",
    "returning": "same counselor as before",
    "scarcity": "a rare skill that others may need",
    "shift": "may last beyond the end of duty",
    "waited": "waited",
    "rescue": "until another counselor comes free",
}


def total(terms: Terms) -> float:
    """The sum of all terms, in equivalent seconds of waiting."""
    return sum(seconds for _, seconds in terms)


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The counselor who would have been next best, and at what cost."""

    counselor: int
    terms: Terms


@dataclass(frozen=True, slots=True)
class Turn:
    """Why it was this person's turn among those who waited for the same free slot."""

    terms: Terms
    """What speaks for the person, in seconds; the largest sum has the turn."""
    next: int
    """The conversation that would have been next."""
    next_terms: Terms
    cut_off: bool = False
    """The person had been cut off and the next had not: that comes first, whatever the seconds."""

    @property
    def decided_by(self) -> str:
        """The term that made the most of the difference to the next, or "cut_off"."""
        if self.cut_off:
            return "cut_off"
        ahead = dict(self.terms)
        for name, seconds in self.next_terms:
            ahead[name] = ahead.get(name, 0.0) - seconds
        return max(ahead, key=lambda name: ahead[name], default="")

    @property
    def sentence(self) -> str:
        """A part of one."""
        if self.cut_off:
            return "of those who waited, whoever was cut off comes first"
        ahead = total(self.terms) - total(self.next_terms)
        return f"of those who waited it was the turn by {round(ahead)} s"


@dataclass(frozen=True, slots=True)
class Reason:
    """What was decided and why, fit to be stored and shown to a coordinator."""

    code: str
    terms: Terms = ()
    """What the choice of the counselor costs."""
    runner_up: RunnerUp | None = None
    turn: Turn | None = None

    @property
    def sentence(self) -> str:
        """One plain English sentence; other languages translate `code` and `terms`."""
        said = SENTENCES[self.code]
        parts = [_spelled(name, seconds) for name, seconds in self.terms if round(seconds)]
        if parts:
            said += f" ({', '.join(parts)})"
        if self.runner_up is not None:
            more = total(self.runner_up.terms) - total(self.terms)
            said += f"; the next best would cost {round(more)} s more"
        if self.turn is not None:
            said += f"; {self.turn.sentence}"
        return said + "."

    def as_dict(self) -> dict[str, Any]:
        """The reason as values that JSON can carry; `from_dict` reads them back."""
        found: dict[str, Any] = {"code": self.code, "terms": [list(term) for term in self.terms]}
        if self.runner_up is not None:
            found["runner_up"] = {
                "counselor": self.runner_up.counselor,
                "terms": [list(term) for term in self.runner_up.terms],
            }
        if self.turn is not None:
            found["turn"] = {
                "terms": [list(term) for term in self.turn.terms],
                "next": self.turn.next,
                "next_terms": [list(term) for term in self.turn.next_terms],
                "cut_off": self.turn.cut_off,
            }
        return found

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Reason:
        """The reason that `as_dict` stored."""
        second, turn = stored.get("runner_up"), stored.get("turn")
        return cls(
            code=str(stored["code"]),
            terms=_terms(stored["terms"]),
            runner_up=second and RunnerUp(int(second["counselor"]), _terms(second["terms"])),
            turn=turn and _turn(turn),
        )


def _turn(stored: Mapping[str, Any]) -> Turn:
    terms, after = _terms(stored["terms"]), _terms(stored["next_terms"])
    return Turn(terms, int(stored["next"]), after, bool(stored.get("cut_off")))


def _terms(stored: Any) -> Terms:
    return tuple((str(name), float(seconds)) for name, seconds in stored)


def _spelled(name: str, seconds: float) -> str:
    return f"{TERM_NAMES.get(name, name)} {seconds:+.0f} s"
