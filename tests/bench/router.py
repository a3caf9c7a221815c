"""Our engine behind the plain-data interface of a routing simulator: `make(config)`.

The simulator calls the router once per event and expects the chats to open now. Its people,
subjects and counselors become values of `routing.domain`; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from routing.demand import Demand, Forecast
from routing.domain import Assign, Group, OnDuty, Rules, Waiting
from routing.engine import Engine
from routing.estimate import STRETCH

Event = Mapping[str, Any]
Assignments = list[tuple[int, Any]]


def make(config: Mapping[str, Any]) -> Callable[..., Assignments]:
    """A router for one replication, with the rules of a fresh installation."""
    return Adapter(config)


class Adapter:
    """Translates events to the engine and its assignments back."""

    def __init__(self, config: Mapping[str, Any], rules: Rules | None = None) -> None:
        work = config["mean_work_s"]
        demand = Demand(_forecast(config["forecast"]), since=0.0)
        handle_time = STRETCH * sum(work.values()) / len(work)
        self._engine = Engine(rules or _rules(config), handle_time, demand)
        self._numbers: dict[Any, int] = {}
        self._names: list[Any] = []

    def __call__(self, event: Event, view: object = None) -> Assignments:
        """The chats to open now."""
        found = getattr(self, f"_on_{event['type']}")(event)
        return [(choice.conversation, self._names[choice.counselor]) for choice in found]

    def _on_arrival(self, event: Event) -> list[Assign]:
        return self._engine.arrive(_waiting(event["visitor"]), event["t"])

    def _on_abandon(self, event: Event) -> list[Assign]:
        self._engine.leave(event["visitor"])
        return []

    def _on_done(self, event: Event) -> list[Assign]:
        return self._engine.talk_ended(self._number(event["counsellor"]), event["t"])

    def _on_online(self, event: Event) -> list[Assign]:
        return self._engine.on_duty(self._on_duty(event["counsellor"]), event["t"])

    def _on_closing(self, event: Event) -> list[Assign]:
        self._engine.pause(self._number(event["counsellor"]))
        return []

    def _on_offline(self, event: Event) -> list[Assign]:
        self._engine.off_duty(self._number(event["counsellor"]))
        people = [_waiting(visitor) for visitor in event["requeued"]]
        return [choice for person in people for choice in self._engine.wait(person, event["t"])]

    def _on_wake(self, event: Event) -> list[Assign]:
        return self._engine.ripen(event["t"])

    def _number(self, name: Any) -> int:
        if name not in self._numbers:
            self._numbers[name] = len(self._names)
            self._names.append(name)
        return self._numbers[name]

    def _on_duty(self, counselor: Mapping[str, Any]) -> OnDuty:
        return OnDuty(
            id=self._number(counselor["id"]),
            city=counselor["city"],
            subjects=frozenset(counselor["topics"]),
            languages=dict(counselor["languages"]),
            slots=counselor["capacity"],
            open_talks=counselor["load"],
            free_since=counselor["free_since"],
            accepting=counselor["accepting"],
            shift_ends_at=counselor["shift_end"],
        )


def _waiting(visitor: Mapping[str, Any]) -> Waiting:
    """The simulator names no counselor to return to that we know by number: a fresh choice."""
    return Waiting(
        id=visitor["id"],
        city=visitor["city"],
        subject=visitor["topic"],
        language=visitor["language"],
        queued_at=visitor["t"],
        cut_off=visitor["interrupted"],
    )


def _rules(config: Mapping[str, Any]) -> Rules:
    rates = config["rate_by_load"]
    return Rules(
        throughput=tuple(rate * talks for talks, rate in enumerate(rates, start=1)),
        patience=config["mean_patience_s"],
        shift_overrun=config["shift_overrun_s"],
    )


def _forecast(rows: list[Mapping[str, Any]]) -> list[Forecast]:
    return [Forecast(row["to"], _per_second(row["per_hour"])) for row in rows]


def _per_second(per_hour: Mapping[str, float]) -> dict[Group, float]:
    found: dict[Group, float] = {}
    for name, rate in per_hour.items():
        _, subject, language = name.split("/")
        group = (subject, language)
        found[group] = found.get(group, 0.0) + rate / 3600.0
    return found
