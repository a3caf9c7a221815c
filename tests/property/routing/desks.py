"""Any desk that can exist: small, so that people compete and Hypothesis finds the corners."""

from __future__ import annotations

from hypothesis import strategies as st

from routing.domain import CityRules, OnDuty, Rules, Snapshot, Waiting

NOW = 1_800_000_000.0
CITIES = ("brussels", "charleroi", "namur")
SUBJECTS = ("choosing", "learning", "working")
LANGUAGES = ("fr", "nl", "uk")

_counselors = st.integers(1, 4)


@st.composite
def waiting(draw: st.DrawFn, number: int = 1) -> Waiting:
    """Anybody in the queue."""
    waited = draw(st.integers(0, 600))
    return Waiting(
        id=number,
        city=draw(st.sampled_from([None, *CITIES])),
        subject=draw(st.sampled_from([None, *SUBJECTS])),
        language=draw(st.sampled_from(LANGUAGES)),
        queued_at=NOW - waited,
        cut_off=draw(st.booleans()),
        present=draw(st.integers(0, 4)) > 0,
        previous=draw(st.none() | _counselors),
        declined_by=draw(st.frozensets(_counselors, max_size=2)),
        closes_at=draw(st.none() | st.integers(0, 7200).map(lambda s: NOW + s)),
        reserved_for=draw(st.none() | st.none() | _counselors),
        needs_since=draw(st.none() | st.integers(0, waited).map(lambda s: NOW - s)),
    )


@st.composite
def on_duty(draw: st.DrawFn, number: int = 1) -> OnDuty:
    """Anybody on duty."""
    proficiency = st.sampled_from([0.6, 0.75, 1.0])
    return OnDuty(
        id=number,
        city=draw(st.sampled_from(CITIES)),
        subjects=draw(st.frozensets(st.sampled_from(SUBJECTS), min_size=1)),
        languages=draw(st.dictionaries(st.sampled_from(LANGUAGES), proficiency, min_size=1)),
        slots=draw(st.integers(0, 4)),
        open_talks=draw(st.integers(0, 4)),
        free_since=NOW - draw(st.integers(0, 3)),
        accepting=draw(st.integers(0, 4)) > 0,
        reserve=draw(st.integers(0, 4)) == 0,
        shift_ends_at=draw(st.none() | st.integers(-600, 7200).map(lambda s: NOW + s)),
    )


_city_rules = st.builds(
    CityRules,
    price=st.none() | st.sampled_from([0.0, 180.0]),
    overflow_after=st.sampled_from([0.0, 30.0]),
    widen_subject_after=st.none() | st.sampled_from([0.0, 300.0]),
)

rules = st.builds(
    Rules,
    throughput=st.sampled_from([(1.0, 1.7, 2.1, 2.32), (1.0, 1.5, 1.4)]),
    cities=st.dictionaries(st.sampled_from(CITIES), _city_rules),
)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """A desk with up to seven people in the queue and four on duty."""
    queue = [draw(waiting(n)) for n in range(1, draw(st.integers(0, 7)) + 1)]
    team = [draw(on_duty(n)) for n in range(1, draw(st.integers(0, 4)) + 1)]
    handle_time = draw(st.sampled_from([300.0, 900.0, 2400.0]))
    return Snapshot(tuple(queue), tuple(team), handle_time)
