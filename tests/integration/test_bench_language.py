from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from miti.__main__ import main
from tests.bench.language import LINES
from tests.bench.servers import ROOT

EIGHT_COLD_THREADS = """
from threading import Barrier, Thread
from chat.language import even, probabilities
together, found = Barrier(8), []
def ask():
    together.wait()
    found.append(probabilities("Ik zoek een opleiding", even(("fr", "nl", "en", "de", "uk"))))
threads = [Thread(target=ask) for _ in range(8)]
for each in threads: each.start()
for each in threads: each.join()
assert len(found) == 8, found
assert len(set(map(str, found))) == 1, found
print(found[0])
"""


def figures(file: Path) -> dict[str, Any]:
    """What a process of its own finds: it starts cold, whatever was loaded here before."""
    command = [sys.executable, "-m", "miti", "bench-language", str(file), "--json"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_file_is_scored(capsys: pytest.CaptureFixture[str]) -> None:
    found = figures(LINES)
    assert found["accuracy"] > 0.9
    assert set(found["by_length"]) == {"1-2", "3-5", "6-10", "11+"}
    assert set(found["at_0.8"]) == {"accuracy", "coverage", "other_as_ours"}
    assert found["us_per_call"] > 0
    assert found["rss_mb"] > 0
    assert found["start_s"] > 0
    assert main(["bench-language", str(LINES)]) == 0
    assert "at_0.8 coverage" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["Bonjour fr\n", "Bonjour\t\n", "\n", "\tfr\n"])
def test_a_file_that_is_not_labelled_is_refused_in_one_line(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "lines.tsv"
    file.write_text(content)
    assert main(["bench-language", str(file)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_eight_threads_that_start_cold_together_say_the_same_as_the_next_process() -> None:
    command = [sys.executable, "-c", EIGHT_COLD_THREADS]
    said = [
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    ]
    assert said[0] == said[1] != ""


def test_a_sixth_language_is_an_entry_in_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = shutil.copytree(ROOT / "config", tmp_path / "config")
    with (config / "languages.toml").open("a") as languages:
        languages.write('\n[[language]]\ncode = "pl"\nname = "Polski"\n')
    file = tmp_path / "lines.tsv"
    file.write_text("Szukam pracy na budowie\tpl\nJe cherche un emploi\tfr\n")
    monkeypatch.setenv("MITI_CONFIG_DIR", str(config))
    assert figures(file)["by_label"] == {"fr": 1.0, "pl": 1.0}
