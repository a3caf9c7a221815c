"""``miti bench-redaction`` as somebody calls it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.redaction_words import LABELLED, ROOT


def miti(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "miti", "bench-redaction", *words],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip


def test_the_command_prints_values_by_kind_and_language() -> None:
    done = miti(str(LABELLED), "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found["masked"]["PERSON"]) == {"all", "fr", "nl", "de", "en", "uk"}
    assert found["masked"].keys() == found["spans"].keys()
    assert found["messages_wholly_masked"] >= 0.98
    assert found["clean_altered"] <= 0.02
    assert found["us_per_message"] > 0


def test_the_command_prints_a_table_for_people() -> None:
    done = miti(str(LABELLED))
    assert done.stdout.startswith("masked %")
    assert "µs each" in done.stdout


def test_a_file_without_labels_is_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "wrong.jsonl"
    file.write_text('{"text": "no labels"}\n', encoding="utf-8")
    done = miti(str(file))
    assert done.returncode == 2
    assert "line 1" in done.stderr
    assert done.stderr.count("\n") == 1
