"""The simulator's events, as the router of the benchmark takes them."""

from typing import Any

from tests.bench.router import Adapter, make

CONFIG: dict[str, Any] = {
    "cities": ["brussels", "namur"],
    "topics": ["working"],
    "languages": ["fr"],
    "rate_by_load": [1.0, 0.85, 0.70, 0.58],
    "mean_work_s": {"working": 900},
    "mean_patience_s": 360.0,
    "shift_overrun_s": 900,
    "forecast": [
        {"from": 0, "to": 3600, "per_hour": {"brussels/working/fr": 6, "namur/working/fr": 3}}
    ],
}


def visitor(number: int, at: float, *, interrupted: bool = False) -> dict[str, Any]:
    return {
        "id": number, "t": at, "since": at, "city": "brussels", "topic": "working",
        "language": "fr", "interrupted": interrupted, "previous": None,
    }  # fmt: skip


def counsellor(name: str, capacity: int = 1) -> dict[str, Any]:
    return {
        "id": name, "city": "brussels", "topics": ["working"], "languages": {"fr": 1.0},
        "capacity": capacity, "load": 0, "accepting": True, "shift_end": 3600.0,
        "last_assigned": -1.0, "free_since": 0.0, "assigned": 0,
    }  # fmt: skip


def test_a_morning_of_every_kind_of_event() -> None:
    router = make(CONFIG)
    assert router({"type": "online", "t": 0.0, "counsellor": counsellor("c1")}) == []
    assert router({"type": "arrival", "t": 1.0, "visitor": visitor(1, 1.0)}) == [(1, "c1")]
    assert router({"type": "arrival", "t": 2.0, "visitor": visitor(2, 2.0)}) == []
    assert router({"type": "arrival", "t": 3.0, "visitor": visitor(3, 3.0)}) == []
    assert router({"type": "abandon", "t": 4.0, "visitor": 2}) == []
    done = {"type": "done", "t": 5.0, "visitor": 1, "counsellor": "c1", "load": 0}
    assert router(done) == [(3, "c1")]
    assert router({"type": "closing", "t": 6.0, "counsellor": "c1"}) == []
    cut = [visitor(3, 3.0, interrupted=True)]
    assert router({"type": "offline", "t": 7.0, "counsellor": "c1", "requeued": cut}) == []
    assert router({"type": "wake", "t": 8.0}) == []
    assert router({"type": "online", "t": 9.0, "counsellor": counsellor("c2")}) == [(3, "c2")]


def test_the_forecast_of_all_cities_is_one_demand() -> None:
    router = Adapter(CONFIG)
    pool = router._engine.roster.pool(("working", "fr"))
    assert abs(pool.arrivals.per_second(1.0) - 9 / 3600) < 1e-4
