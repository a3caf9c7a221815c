"""One invented visitor on one conversation: hears events, decides what to do and when.

Pure: the caller owns the connection and the clock. All instants are seconds of one clock that
only goes forward; a caller that lets it run faster gets a visitor who lives faster.
"""

import heapq
from functools import singledispatchmethod
from itertools import count
from math import ceil
from typing import Final, Literal
from uuid import UUID

from msgspec.structs import replace

from chat import protocol
from chat.protocol import Command, Event
from miti.demo.acts import Act, HangUp, Note, Solve
from miti.demo.choosing import Dice, Plan

READS: Final = 25.0
"""Characters a second; and of typing:"""
TYPES: Final = 6.0
STILL_TYPING: Final = 3.0
"""Seconds after which a client says again that somebody types."""
THINKS: Final = (1.0, 6.0)
"""Seconds between reading and typing."""
WRITES_MORE: Final = (20.0, 60.0)
"""Seconds after arriving."""
TRIES_AGAIN: Final = 5.0
"""Seconds after a message could not be stored."""


class Visitor:
    """``greeting`` once connected, ``hear`` for every event, ``due`` when ``next_at`` has come."""

    def __init__(self, plan: Plan, key: str, page_language: str, dice: Dice) -> None:
        self._plan, self._key, self._page, self._dice = plan, key, page_language, dice
        self._agenda: list[tuple[float, int, Act | Literal["give up"]]] = []
        self._order = count()
        self._outbox: dict[UUID, str] = {}
        self._answers = list(plan.answers)
        self._seen = 0
        self._active_at = 0.0
        self._patient_until: float | None = None
        self._asked: protocol.Start | None = None
        self._in_talk = self._started = self._greeted = self._writing = self._erasing = False
        self.gone = False
        """Nothing more comes from this visitor, though the connection may still be there."""

    @property
    def next_at(self) -> float | None:
        """When there is something to do; None while not connected, or when nothing is planned."""
        return self._agenda[0][0] if self._agenda and self._greeted else None

    def greeting(self) -> Command:
        """The first frame of every connection."""
        self._greeted = False
        return protocol.Hello(protocol.VERSION, self._key, self._page, self._seen)

    def due(self, now: float) -> list[Act]:
        """Everything that is to be done by ``now``."""
        acts: list[Act] = []
        while self._greeted and self._agenda and self._agenda[0][0] <= now:
            _, _, step = heapq.heappop(self._agenda)
            acts += self._give_up(now) if step == "give up" else self._do(step, now)
        return acts

    def hear(self, event: Event, now: float) -> list[Act]:
        """What an event makes the visitor do at once; what comes later is on the agenda."""
        return [] if self.gone else self._hear(event, now)

    # --- what is heard ---------------------------------------------------------------------

    @singledispatchmethod
    def _hear(self, event: Event, now: float) -> list[Act]:
        return []

    @_hear.register
    def _(self, event: protocol.Welcome, now: float) -> list[Act]:
        self._greeted = True
        if event.known:
            again = [protocol.Say(key, text) for key, text in self._outbox.items()]
            return ["came back", *again]
        if self._started:
            return self._finish("erased" if self._erasing else "ended by the service")
        return self._start(now)

    @_hear.register
    def _(self, event: protocol.Status, now: float) -> list[Act]:
        if event.still_there_until is not None:
            self._plan_for(now + self._dice.uniform(2, 8), protocol.StillHere())
        if event.state == "closed":
            return self._closed(event.closed_by)
        if event.state == "open" and not self._in_talk:
            self._in_talk = True
            self._wait(now, self._plan.counselor_patience)
            return ["talk begun"]
        return []

    @_hear.register
    def _(self, event: protocol.Entry, now: float) -> list[Act]:
        fresh = event.seq > self._seen
        self._seen = max(self._seen, event.seq)
        self._outbox.pop(event.key, None)
        if event.author != "counselor" or not fresh:
            return []
        self._wait(now, self._plan.counselor_patience)
        read_at = now + 1 + len(event.text) / READS
        self._plan_for(read_at, protocol.Read(event.seq))
        if not self._writing:
            self._answer(read_at + self._dice.uniform(*THINKS))
        return ["message received"]

    @_hear.register
    def _(self, event: protocol.Pulse, now: float) -> list[Act]:
        return [protocol.Beat(max(0.0, now - self._active_at))]

    @_hear.register
    def _(self, event: protocol.Refused, now: float) -> list[Act]:
        later = event.code in {"too_fast", "unavailable"}
        text = self._outbox.get(event.key) if event.key else None
        if event.command == "start":
            return self._start_refused(event, now)
        if later and event.command in {"leave", "erase"}:
            self._plan_for(now + TRIES_AGAIN, self._end())
        elif later and event.key and text:
            self._plan_for(now + TRIES_AGAIN, protocol.Say(event.key, text))
        return []

    @_hear.register
    def _(self, event: protocol.Erased, now: float) -> list[Act]:
        return self._finish("erased")

    # --- what is done ----------------------------------------------------------------------

    def _start(self, now: float) -> list[Act]:
        plan, self._started, self._active_at = self._plan, True, now
        self._plan_for(now + self._dice.uniform(*WRITES_MORE), self._message(plan.more))
        if plan.cut is not None:
            after, away = plan.cut
            self._plan_for(now + after, HangUp(away))
        self._wait(now, plan.patience)
        if plan.writes_later:
            self._write(plan.opening, now)
            self._asked = protocol.Start(plan.city, plan.subject, plan.language)
            return ["arrived", self._asked]
        say = self._message(plan.opening)
        self._outbox[say.key] = say.text
        self._asked = protocol.Start(plan.city, plan.subject, plan.language, say.key, say.text)
        return ["arrived", self._asked, "message written"]

    def _start_refused(self, event: protocol.Refused, now: float) -> list[Act]:
        """While the guard is on: prove, then wait for one's turn."""
        if event.code == "proof_first":
            return [Solve(str(event.params["challenge"]))]
        wait = event.params.get("retry_after")
        if wait is None or self._asked is None:
            return self._finish("turned away")
        self._plan_for(now + float(wait), self._asked)
        return []

    def proved(self, proof: str) -> list[Act]:
        """The work is done: ask again, with the proof."""
        if self.gone or self._asked is None:
            return []
        self._asked = replace(self._asked, proof=proof)
        return [self._asked]

    def _wait(self, now: float, patience: float) -> None:
        """Patience begins anew; only the last date counts."""
        self._patient_until = now + patience
        self._plan_for(self._patient_until, "give up")

    def _answer(self, at: float) -> None:
        """Write what comes next to a counselor: an answer, or thanks and the end."""
        self._writing = True
        if self._answers:
            self._write(self._answers.pop(0), at)
            return
        done = self._write(self._plan.thanks, at) + self._dice.uniform(3, 10)
        self._plan_for(done, self._end())

    def _end(self) -> Command:
        self._erasing = self._plan.ending == "erases"
        return protocol.Erase() if self._erasing else protocol.Leave()

    def _write(self, text: str, at: float) -> float:
        """Type from ``at`` on, then send; when that will be."""
        done = at + len(text) / TYPES
        for again in range(ceil((done - at) / STILL_TYPING)):
            self._plan_for(at + again * STILL_TYPING, protocol.Typing(on=True))
        self._plan_for(done, self._message(text))
        return done

    def _message(self, text: str) -> protocol.Say:
        return protocol.Say(UUID(int=self._dice.getrandbits(128), version=4), text)

    def _plan_for(self, at: float, step: Act | Literal["give up"]) -> None:
        heapq.heappush(self._agenda, (at, next(self._order), step))

    def _do(self, step: Act, now: float) -> list[Act]:
        self._active_at = now
        if isinstance(step, HangUp):
            self._greeted = False
            return ["connection cut", step]
        if isinstance(step, protocol.Say):
            self._outbox[step.key] = step.text
            self._writing = False
            return [step, "message written"]
        return [step, "still here"] if isinstance(step, protocol.StillHere) else [step]

    # --- how it ends -----------------------------------------------------------------------

    def _give_up(self, now: float) -> list[Act]:
        """Nobody answered for too long; most people say nothing when they go."""
        if self._patient_until is None or now < self._patient_until:
            return []
        match self._plan.giving_up:
            case "leaves":
                self._agenda.clear()
                return [self._end()]
            case "vanishes":
                return self._finish("closed the page")
            case "falls_silent":
                self._finish("fell silent")
                return ["fell silent"]  # and stays connected

    def _closed(self, by: str | None) -> list[Act]:
        if self._erasing:
            return []  # `erased` follows
        if by == "visitor_left":
            return [*self._parting(), *self._finish("left")]
        if by != "counselor_closed":
            return self._finish("ended by the service")
        if self._plan.ending == "erases":
            return ["ended by the counselor", self._end()]
        return [*self._parting(), *self._finish("ended by the counselor")]

    def _parting(self) -> list[Act]:
        """What is said at the end, by whoever was helped and has something to say."""
        said = protocol.Said(remark=self._plan.remark)
        return [protocol.Answer(said)] if self._in_talk and said.remark else []

    def _finish(self, note: Note) -> list[Act]:
        self.gone = True
        self._agenda.clear()
        return [note, HangUp(None)]
