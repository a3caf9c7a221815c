"""What Lighthouse says of the visitor's page: its mobile profile, a middling phone on slow 4G.

Lighthouse is installed for this alone, by npm, beside its lock in ``tests/bench/npm``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any, Final

import msgspec

from tests.bench.report import Row, at_least
from tests.bench.servers import ROOT, alone
from tests.services.chromium import FLAGS, chromium
from tests.services.process import Missing

HOME: Final = Path(__file__).with_name("npm")
TARGETS: Final = {"accessibility": 100.0, "best-practices": 100.0, "performance": 95.0}
"""Of 100 points, by category."""
TURNS: Final = 3
"""The speed of a page differs from one look to the next."""
ATTEMPTS: Final = 3
"""Lighthouse now and then records nothing (NO_NAVSTART) and asks to be run again."""


def of_the_front(folder: Path, quick: bool) -> list[Row]:
    """Points of the page that everybody comes to first, as a deployed service sends it."""
    _install()
    with alone(folder, "daphne", 1) as (target, _):
        address = f"http://127.0.0.1:{target.ports[0]}/fr/"
        found = [_judged(address) for _ in range(1 if quick else TURNS)]
    return [_row(name, [each[name] for each in found]) for name in TARGETS]


def _row(name: str, points: list[float]) -> Row:
    value = median(points)
    said = name.replace("-", " ")
    return Row(
        name=f"Lighthouse, visitor's page on a phone: {said}", value=value, unit="points",
        spread=(min(points), max(points)), **at_least(TARGETS[name], value),
    )  # fmt: skip


def _install() -> None:
    done = subprocess.run([ROOT / "config" / "setup" / "node-modules", HOME], check=False)
    if done.returncode:
        raise Missing("Lighthouse could not be installed")


def _judged(address: str) -> dict[str, float]:
    """Points by category. Nothing is reported to anybody; what costs points is printed."""
    command = [
        str(ROOT / ".venv" / "bin" / "node"),
        str(HOME / "node_modules" / "lighthouse" / "cli" / "index.js"),
        address, "--quiet", "--output=json", "--no-enable-error-reporting",
        f"--only-categories={','.join(TARGETS)}",
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
    ]  # fmt: skip
    report = _reported(command)
    for name, category in report["categories"].items():
        for each in category["auditRefs"]:
            _complain(name, report["audits"][each["id"]])
    return {name: 100.0 * report["categories"][name]["score"] for name in TARGETS}


def _reported(command: list[str]) -> dict[str, Any]:
    environ = {**os.environ, "CHROME_PATH": chromium()}
    for _ in range(ATTEMPTS):
        done = subprocess.run(command, cwd=HOME, env=environ, stdout=subprocess.PIPE, check=False)
        if done.returncode == 0:
            report: dict[str, Any] = msgspec.json.decode(done.stdout)
            return report
    raise Missing(f"Lighthouse failed {ATTEMPTS} times")


def _complain(category: str, audit: dict[str, Any]) -> None:
    if audit["scoreDisplayMode"] == "binary" and audit["score"] != 1:
        print(f"  {category}: {audit['id']}: {audit['title']}", file=sys.stderr)
