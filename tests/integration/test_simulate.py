from __future__ import annotations

import json
from pathlib import Path

import pytest

from miti.__main__ import main

ONE_MORE = ["--one-more", "namur", "fr,nl:0.8", "10-12"]


def test_days_are_told_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "busy", "--days", "3"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert {"everybody", "brussels", "fr"} <= {row.split()[0] for row in rows}


def test_the_same_seed_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for _ in range(2):
        main(["simulate", "busy", "--days", "2", "--seed", "7", "--json"])
        said.append(json.loads(capsys.readouterr().out))
    assert said[0] == said[1]
    assert said[0]["everybody"]["visitors"] > 0


def test_one_more_counselor_is_weighed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "busy", "--days", "60", "--json", *ONE_MORE]) == 0
    effect = json.loads(capsys.readouterr().out)
    assert effect["days"] <= 60
    assert effect["wait"]["after"] < effect["wait"]["before"]


def test_one_more_counselor_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "busy", "--days", "5", *ONE_MORE]) == 0
    assert "wait in nl" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "there are busy,"),
        (["usual"], "there are busy,"),
        (["busy", "--days", "0"], "a number above 0"),
        (["busy", "--one-more", "gent", "fr", "10-12"], "no city “gent”"),
        (["busy", "--one-more", "namur", "fr", "noon"], "such as: namur"),
        (["busy", "--one-more", "namur", "fr", "8-9"], "opens at 9"),
    ],
)
def test_what_cannot_be_simulated_is_said_in_a_line(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", *words]) == 2
    problem = capsys.readouterr().err
    assert said in problem
    assert problem.count("\n") == 1


def test_a_file_of_ones_own_can_be_played(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.toml"
    own.write_text('title = "Own"\nwhy = "Mine."\nper_hour = 9\n', encoding="utf-8")
    assert main(["simulate", str(own), "--days", "1"]) == 0
    own.write_text('title = "Own"\n', encoding="utf-8")
    assert main(["simulate", str(own), "--days", "1"]) == 2
    assert "is missing" in capsys.readouterr().err


@pytest.mark.parametrize("file", sorted(Path("config/scenarios").glob("[!u]*.toml")))
def test_every_shipped_scenario_can_be_played(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", file.stem, "--days", "1"]) == 0
