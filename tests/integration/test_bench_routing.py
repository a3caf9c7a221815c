from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import fairness, waits


@pytest.mark.parametrize("bench", [fairness.against_rivals, waits.announced])
def test_a_quick_run_of_a_bench_has_rows_and_targets(bench: fairness.Bench) -> None:
    rows = bench(Path(), True)
    assert any(row.holds is not None for row in rows)
    assert len({row.name for row in rows}) > 2
