"""Getting ready to serve: folders, tables, reference data, static files; problems in one line."""

import argparse
import os
import socket
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone, translation

from chat import keyring
from counselors import actions as people
from counselors import audit
from counselors.actions import CannotCreate, NewCounselor
from counselors.files import ConfigError
from counselors.loading.demo import DemoRefused, demo_sign_ins, load_demo
from counselors.loading.reference import load_reference as _load_reference
from counselors.loading.reference import reset_hours as reset_hours_from
from counselors.loading.report import Report
from counselors.models import Act
from counselors.permissions import Grant
from miti import staticfiles
from miti.problems import Problem

"""Who did it, in the audit trail, when it was no user."""
SOURCES = ("static", "miti/locale")


def prepare(*, demo: bool) -> None:
    """Everything that must be there before ``miti up`` serves; quick when nothing changed."""
    check_folder()
    migrate()
    check_keys()
    print(load_reference(), flush=True)
    if demo:
        print(_load_demo(), flush=True)
    collect_static()


def check_port(host: str, port: int) -> None:
    """Raises :class:`Problem` when the port is taken or may not be used."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            raise Problem(f"there is no port {port}; ports go up to 65535") from None
        except OSError as error:
            raise Problem(
                f"cannot listen on {host}:{port} ({error.strerror}); stop the other program,"
                f" or choose another port: miti up --port {port + 1}"
            ) from error


def check_folder() -> None:
    """Raises :class:`Problem` when SQLite's folder cannot be written."""
    folder = Path(settings.DATA_DIR)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Problem(
            f"cannot write in {folder} ({error.strerror}); set MITI_DATA_DIR to a folder that can"
        ) from error


def check_redis(command: str) -> None:
    """Several processes need a doorbell between them."""
    if not settings.REDIS_URL:
        raise Problem(
            f"`miti {command}` is one of several processes and needs REDIS_URL;"
            " `miti up` runs everything in one"
        )


def check_postgres() -> None:
    """SQLite has one writer: several processes that serve would stand in each other's way."""
    if connection.vendor != "postgresql":
        raise Problem("several workers need PostgreSQL: set DATABASE_URL")


def check_keys() -> None:
    """Raises :class:`Problem` when there are conversations that could not be read."""
    try:
        closed = len(keyring.closed())
    except DatabaseError:
        return  # away, or without tables: whoever needs it says so
    if closed:
        raise Problem(
            f"MITI_MASTER_KEY does not open {closed} conversations; name the key that does, or name"
            " it in MITI_OTHER_MASTER_KEYS (`miti rotate-key`)"
        )


def check_static() -> None:
    """Raises :class:`Problem` when the static files were never collected."""
    if not staticfiles.is_collected():
        raise Problem("the static files are not prepared; run `miti collect-static` first")


def migrate() -> None:
    """Bring the tables up to date; says nothing when they are."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
    except (OperationalError, DatabaseError) as error:
        reason = str(error).strip().splitlines()[0]
        raise Problem(f"the database cannot be used: {reason}") from error


def load_reference() -> str:
    """Load ``config/`` into the database; returns what changed, for people."""
    try:
        return _said("Reference data", _loaded(_load_reference, "reference"))
    except ConfigError as error:
        raise Problem(str(error)) from error


def reset_hours() -> str:
    """Put the opening hours of the files in place of those edited in the admin."""
    try:
        return _said("Opening hours", _loaded(reset_hours_from, "hours"))
    except ConfigError as error:
        raise Problem(str(error)) from error


def _loaded(load: Callable[[Path], Report], about: str) -> Report:
    """What the files changed leaves a line in the audit trail."""
    with transaction.atomic():
        report = load(Path(settings.CONFIG_DIR))
        if report.created or report.changed:
            what = f"{len(report.created)} new, {len(report.changed)} changed"
            now = timezone.now()
            audit.record(audit.OPERATOR, Act.CHANGED_RULES, about, now, detail=what)
    return report


def _load_demo() -> str:
    try:
        return _said("Demo data", load_demo(Path(settings.CONFIG_DIR)))
    except (ConfigError, DemoRefused) as error:
        raise Problem(str(error)) from error


def _said(what: str, report: Report) -> str:
    """One line: how much is new, what differs from the files."""
    news = f"{len(report.created)} new, {len(report.changed)} changed"
    extra = f"; not in the files: {', '.join(report.unlisted)}" if report.unlisted else ""
    return f"{what}: {news if report.created or report.changed else 'up to date'}{extra}."


def collect_static() -> None:
    """Prepare the static files; raises :class:`Problem` where they cannot be written."""
    try:
        staticfiles.collect()
    except OSError as error:
        where = f"in {settings.STATIC_ROOT} ({error.strerror})"
        raise Problem(f"cannot write the static files {where}") from error


def create_counselor(options: argparse.Namespace, password: str) -> None:
    """From the command line's words to a counselor; raises :class:`Problem`."""
    roles = [Grant("coordinator", options.city)] if options.coordinator else []
    new = NewCounselor(
        username=options.username, alias=options.alias, city=options.city,
        languages=dict(_language(each) for each in _listed(options.languages)),
        subjects=_listed(options.subjects), slots=options.slots, roles=roles, email=options.email,
    )  # fmt: skip
    try:
        with translation.override("en"):  # like everything else that the command line says
            people.create_counselor(new, password)
    except CannotCreate as error:
        raise Problem(str(error)) from error


def off_board(username: str) -> None:
    """Raises :class:`Problem` when nobody has this name."""
    try:
        people.off_board(username, audit.OPERATOR, timezone.now())
    except ObjectDoesNotExist:
        raise Problem(f"nobody is called “{username}”") from None


def forget_second_step(username: str) -> None:
    """Raises :class:`Problem` when nobody has this name."""
    try:
        people.forget_second_step(username, audit.OPERATOR, timezone.now())
    except ObjectDoesNotExist:
        raise Problem(f"nobody is called “{username}”") from None


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _language(text: str) -> tuple[str, float]:
    code, _, level = text.partition(":")
    try:
        return code, float(level or 1)
    except ValueError:
        raise Problem(f"languages: expected a number from 0 to 1 after “{code}:”") from None


def greeting(base: str, *, demo: bool) -> str:
    """Addresses and, in the demo, how to sign in."""
    lines = [
        "",
        f"  Visitors      {base}/",
        f"  Counselors    {base}/desk/",
        f"  Coordinators  {base}/board/",
    ]
    if demo:
        site = f"{base.replace('127.0.0.1', 'localhost')}/demo/site/"
        lines += [f"  A city's site {site}"]
        lines += ["", "  DEMO: made-up people and texts. Sign in as", *_sign_ins()]
        lines += ["", f"  A busy morning: .venv/bin/python -m miti demo-visitors 30 --url {base}"]
    return "\n".join([*lines, "", "  Ctrl-C stops it.", ""])


def _sign_ins() -> list[str]:
    return [
        f"    {each.role:<13} {each.username:<16} {each.password}"
        for each in demo_sign_ins(Path(settings.CONFIG_DIR))
    ]
