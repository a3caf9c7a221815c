"""``make bench``: every measurement, or those named: ``make bench ONLY=delivery``.

Prints one table and writes ``build/bench.json``. On loopback only; a
bench takes a minute, some take several.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.bench import (
    arrivals,
    claims,
    decisions,
    delivery,
    desks,
    fairness,
    freed,
    idle,
    language,
    lighthouse,
    overload,
    redaction,
    sealing,
    search,
    statistics,
    storm,
    waits,
)
from tests.bench.machine import describe
from tests.bench.report import Row, table, write
from tests.bench.servers import ROOT

Bench = Callable[[Path, bool], list[Row]]
BENCHES: Final[dict[str, Bench]] = {
    "delivery-one": delivery.one_process,
    "delivery-together": delivery.together,
    "sealing": sealing.on_both,
    "idle": idle.on_both,
    "storm-one": storm.alone,
    "storm-together": storm.together,
    "overload": overload.on_both,
    "routing-claims": claims.on_both,
    "routing-freed-one": freed.alone,
    "routing-freed-two": freed.together,
    "arrivals-one": arrivals.alone,
    "arrivals-two": arrivals.together,
    "desks-one": desks.alone,
    "desks-two": desks.together,
    "decide": decisions.both,
    "fairness": fairness.against_rivals,
    "waits": waits.announced,
    "redaction": redaction.against_naive,
    "language": language.recognised,
    "search": search.as_typed,
    "lighthouse": lighthouse.of_the_front,
    "statistics": statistics.on_both,
}


def main(words: list[str]) -> None:
    """Run the benches whose name begins with a wanted word; all of them without one.

    One that fails takes no other's figures with it, and is named at the end.
    """
    options = _options(words)
    chosen = {name: run for name, run in BENCHES.items() if name.startswith(options.only)}
    if not chosen:
        sys.exit(f"tests.bench: no bench “{options.only}”; there are {', '.join(BENCHES)}")
    _forget_own_settings()
    options.output.parent.mkdir(parents=True, exist_ok=True)
    machine = describe(options.output.parent)
    rows: list[Row] = []
    failed = []
    for name, run in chosen.items():
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            rows += _measured(run, options)
        except Exception:  # noqa: BLE001 - whatever it is, the others took half an hour
            traceback.print_exc()
            failed.append(name)
        write(options.output, machine, "quick" if options.quick else "full", rows)
    print(table(rows))
    if failed:
        sys.exit(f"tests.bench: without figures, see above: {', '.join(failed)}")


def _measured(run: Bench, options: argparse.Namespace) -> list[Row]:
    # beside the results: a temporary folder of the system may lie in memory
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.output.parent) as folder:
        return run(Path(folder), options.quick)


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", default=os.environ.get("ONLY", ""), help="how the names begin")
    parser.add_argument("--quick", action="store_true", help="a smoke test: no figure is of use")
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "bench.json")
    return parser.parse_args(words)


def _forget_own_settings() -> None:
    """Measured is a fresh installation, whatever this machine's own is set to."""
    for name in list(os.environ):
        if name.startswith("MITI_") or name in {"DATABASE_URL", "REDIS_URL", "ONLY"}:
            del os.environ[name]


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
