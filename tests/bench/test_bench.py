"""`make bench` measures and writes what it found; the figures of so short a run say nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.bench import __main__ as bench
from tests.bench import search
from tests.bench.report import Row
from tests.bench.servers import ROOT
from tests.services.prepared import prepare


@pytest.fixture(scope="module", autouse=True)
def prepared(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What every bench begins with, made before the first of them."""
    prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a quick run of the delivery bench wrote."""
    file = tmp_path_factory.mktemp("bench") / "bench.json"
    words = ["--quick", "--only", "delivery-one", "--output", str(file)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", *words],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    written: dict[str, Any] = msgspec.json.decode(file.read_bytes())
    return written


@pytest.fixture(params=["SQLite", "SQLite, uvicorn"])
def server(request: pytest.FixtureRequest) -> str:
    """Both servers are measured."""
    name: str = request.param
    return name


def row(found: dict[str, Any], server: str, what: str) -> dict[str, Any]:
    wanted = f"{server}, full load: {what}"
    (one,) = (each for each in found["rows"] if each["name"] == wanted)
    assert isinstance(one, dict)
    return one


def test_a_bench_that_fails_takes_no_others_figures_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(folder: Path, quick: bool) -> list[Row]:
        raise ZeroDivisionError

    def works(folder: Path, quick: bool) -> list[Row]:
        return [Row(name="steps", value=3.0, unit="m")]

    benches = {"walk-one": works, "walk-two": fails, "walk-three": works}
    monkeypatch.setattr(bench, "BENCHES", benches)
    monkeypatch.setattr(os, "environ", {**os.environ})  # a bench forgets this machine's settings
    file = tmp_path / "bench.json"
    with pytest.raises(SystemExit, match="walk-two"):
        bench.main(["--quick", "--output", str(file)])
    assert [row["value"] for row in msgspec.json.decode(file.read_bytes())["rows"]] == [3.0, 3.0]
    assert capsys.readouterr().out.count("steps") == 2


def test_a_bench_says_on_which_machine_it_ran(found: dict[str, Any]) -> None:
    assert found["profile"] == "quick"
    assert found["machine"]["cores"] >= 1
    assert found["machine"]["file_system"]


def test_a_cost_stands_beside_the_bare_relay_of_the_same_run(
    found: dict[str, Any], server: str
) -> None:
    cost = row(found, server, "CPU of all processes")
    assert cost["unit"] == "ms a message"
    assert cost["baseline"] == "bare relay"
    assert cost["value"] > 0
    assert cost["ratio"] == pytest.approx(cost["value"] / cost["baseline_value"])
    assert cost["holds"] is (cost["ratio"] <= 0.33)


def test_no_message_of_the_run_was_lost(found: dict[str, Any], server: str) -> None:
    lost = row(found, server, "lost")
    assert (lost["value"], lost["holds"]) == (0, True)
    assert row(found, server, "delivered")["value"] > 0


def test_a_bench_that_does_not_exist_is_refused_with_those_that_do() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--only", "nothing"],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert "delivery-one" in done.stderr


def test_search_stands_beside_a_plain_scan_and_suggestions_beside_counted_words(
    tmp_path: Path,
) -> None:
    rows = {row.name: row for row in search.as_typed(tmp_path, quick=True)}
    (found,) = (row for name, row in rows.items() if name.endswith("p95"))
    (right,) = (row for name, row in rows.items() if name.startswith("suggestions"))
    assert found.baseline == "plain scan"
    assert found.target == "≤ 30 ms"
    assert right.baseline_value is not None
    assert right.value > right.baseline_value


@pytest.mark.parametrize("name", ["idle", "storm-one", "overload"])
def test_a_bench_of_sockets_says_what_it_found(name: str, tmp_path: Path) -> None:
    rows = _rows_of(name, tmp_path / "bench.json")
    for each in ("daphne", "uvicorn") if name == "overload" else ("daphne",):
        assert any(each in row["name"] for row in rows)
    silent = [row["value"] for row in rows if row["name"].endswith("lost in silence")]
    assert silent == ([0, 0] if name == "overload" else [])


def test_the_desks_of_a_morning_are_measured_as_they_open_and_as_they_hear(tmp_path: Path) -> None:
    rows = _rows_of("desks-one", tmp_path / "bench.json")
    judged = [row["name"] for row in rows if row["target"]]
    assert judged == [
        f"desk: {what}, p95" for what in ("has everything", "sees who came", "shows a message")
    ]
    assert all(row["value"] > 0 for row in rows)


def _rows_of(name: str, file: Path) -> list[dict[str, Any]]:
    words = ["--quick", "--only", name, "--output", str(file)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", *words],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, Any]] = msgspec.json.decode(file.read_bytes())["rows"]
    return rows
