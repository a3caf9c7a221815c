"""``miti up --demo`` as people start it: what it prints, what it keeps, and why it refuses."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from signal import SIGINT

import pytest

from miti.commands import parser
from tests.services.process import free_port
from tests.services.program import ROOT, Program, program

READY = "Ctrl-C stops it"
OTHER_PYTHON = "#!/bin/sh\nexec false\n"


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C works, even when the tests run in the background, where it is ignored."""
    before = signal.signal(SIGINT, signal.default_int_handler)
    yield
    signal.signal(SIGINT, before)


def start(folder: Path) -> str:
    """Start it, press Ctrl-C once it serves; what it printed."""
    environ = {"MITI_DATA_DIR": str(folder)}
    port = free_port()
    with program("up", "--demo", "--port", str(port), ready=READY, environ=environ) as one:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/fr/") as page:
            assert page.status == 200
        one.signal(SIGINT)
        assert one.ended() == 0
    return one.printed


def refusal(*words: str, **environ: str) -> str:
    """The one line with which it does not start."""
    refused = Program(list(words), environ)
    assert refused.ended() == 2
    (line,) = refused.printed.splitlines()
    return line


@pytest.mark.usefixtures("ctrl_c")
def test_it_says_where_and_as_whom_ends_with_ctrl_c_and_keeps_its_data(tmp_path: Path) -> None:
    first = start(tmp_path)
    for words in ("Visitors", "Counselors", "Coordinators", "demo-lea", "DEMO: made-up people"):
        assert words in first
    assert "Traceback" not in first
    again = start(tmp_path)
    assert "Reference data: up to date." in again
    assert "Demo data: up to date." in again


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_ends_the_making_of_the_demos_past_too(tmp_path: Path) -> None:
    environ = {"MITI_DATA_DIR": str(tmp_path), "MITI_DEMO_MONTHS": "100"}
    words = ("up", "--demo", "--port", str(free_port()))
    with program(*words, ready=READY, environ=environ) as service:
        service.signal(SIGINT)
        assert service.ended() == 0
        service.until_nobody_prints()
    assert "Traceback" not in service.printed


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        line = refusal("up", "--demo", "--port", port, MITI_DATA_DIR=str(tmp_path))
    assert line.startswith(f"miti: cannot listen on 127.0.0.1:{port}")


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()  # root may write everywhere, but not into a file as a folder
    folder = str(tmp_path / "file" / "data")
    line = refusal("up", "--demo", "--port", str(free_port()), MITI_DATA_DIR=folder)
    assert line.startswith(f"miti: cannot write in {folder}")


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"MITI_COLOUR": "red"}, "unknown setting MITI_COLOUR"),
        ({"MITI_PRODUCTION": "yes", "MITI_SECRET_KEY": "x" * 50}, "MITI_DEMO"),
        ({"DATABASE_URL": "localhost:5432/miti"}, "DATABASE_URL: expected postgres://"),
        ({"REDIS_URL": "localhost:6379"}, "REDIS_URL: expected redis://"),
    ],
)
def test_settings_that_are_wrong_are_said_in_one_line(environ: dict[str, str], words: str) -> None:
    assert words in refusal("up", "--demo", **environ)


@pytest.mark.parametrize(
    "database", [{}, {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}]
)
def test_a_database_that_is_away_or_empty_breaks_no_promise_and_is_said_in_one_line(
    tmp_path: Path, database: dict[str, str]
) -> None:
    line = refusal("doctor", MITI_DATA_DIR=str(tmp_path), **database)
    assert line.startswith("miti: the database is away, or `miti migrate` is due: ")


def test_without_the_right_python_the_first_step_says_so_in_one_line(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "config" / "setup", tmp_path / "config" / "setup")
    script = tmp_path / "config" / "setup" / "prepare"
    # wherever this machine keeps the right one, it must not be found
    script.write_text(script.read_text().replace("/usr/bin/python3.11", "/nowhere/python3.11"))
    for name in ("python3.11", "python3"):
        (tmp_path / name).write_text(OTHER_PYTHON)
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        ["sh", str(script), "run"],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "miti: Miti needs Python 3.11; here is no Python.\n"


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["--help"])
    listed = capsys.readouterr().out
    names = re.findall(r"^ {4}([a-z][a-z-]+)", listed, re.MULTILINE)
    assert {"up", "serve", "work", "migrate", "load-reference", "create-counselor"} <= set(names)
    for name in names:
        with pytest.raises(SystemExit) as end:
            parser().parse_args([name, "--help"])
        assert end.value.code == 0
        assert f"miti {name}" in capsys.readouterr().out
