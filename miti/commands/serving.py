"""``up``, ``serve`` and ``work``: the processes of the service."""

import argparse
import asyncio
import signal
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from miti import tether
from miti.problems import Problem

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: "Commands") -> None:
    """Add the commands of this module."""
    up = commands.add_parser("up", help="migrate, load and serve everything in one process")
    up.add_argument("--demo", action="store_true", help="load demo data, mark every page")
    _address(up)
    up.set_defaults(run=_up)
    serve = commands.add_parser("serve", help="serve pages and sockets (loops run in `miti work`)")
    _address(serve)
    serve.add_argument("--fd", type=int, help="serve on this inherited listening socket instead")
    serve.add_argument(
        "--workers", type=int, help="so many processes on one port; SIGHUP replaces them one by one"
    )
    serve.add_argument("--tether", type=int, help=argparse.SUPPRESS)  # from a worker's supervisor
    serve.set_defaults(run=_serve)
    work = commands.add_parser(
        "work", help="run the loops (dispatch, sweep, fold); may run many times"
    )
    work.set_defaults(run=_work)


def _address(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="address to listen on")
    command.add_argument("--port", type=int, default=8000, help="port to listen on")
    command.add_argument(
        "--server", choices=("daphne", "uvicorn"), default="daphne",
        help="uvicorn: the performance profile, an optional extra",
    )  # fmt: skip


def _up(options: argparse.Namespace) -> None:
    from miti import setup
    from miti.past import PAST

    setup.check_port(options.host, options.port)
    setup.prepare(demo=options.demo)

    from chat.loops import run_all

    run = _server(options.server)
    try:
        run(
            options.host, options.port, None, background=run_all,
            ready=lambda: _say_ready(options),
        )  # fmt: skip
    finally:
        PAST.end()


def _server(name: str) -> Callable[..., None]:
    """How to run that server; asked late: the application needs the static files to be there."""
    if name == "daphne":
        from miti.server import run
    else:
        if find_spec("uvicorn") is None:
            raise Problem("uvicorn is not installed; it comes with the extra “performance”")
        from miti.uvicorn_server import run
    return run


def _say_ready(options: argparse.Namespace) -> None:
    from miti import setup
    from miti.past import PAST

    print(setup.greeting(_base(options), demo=options.demo), flush=True)
    if options.demo:
        PAST.begin()


def _serve(options: argparse.Namespace) -> None:
    from miti import setup

    setup.check_redis("serve")
    if options.fd is None:
        setup.check_port(options.host, options.port)
    setup.check_static()
    setup.check_keys()
    if options.workers is not None:
        _serve_together(options)
        return
    run = _server(options.server)
    run(
        options.host, options.port, options.fd, background=_hear_others,
        ready=lambda: _say_serving(options),
    )  # fmt: skip


async def _hear_others() -> None:
    """From the beginning, so that whoever comes first misses nothing."""
    from chat import events

    events.hub().open()


def _serve_together(options: argparse.Namespace) -> None:
    from miti import setup
    from miti.supervisor import supervise

    setup.check_postgres()
    if options.workers < 1 or options.fd is not None:
        raise Problem("--workers takes a number above 0, and opens the port itself (no --fd)")
    supervise(
        options.workers, options.host, options.port, ["--server", options.server],
        ready=lambda: _say_serving(options),
    )  # fmt: skip


def _say_serving(options: argparse.Namespace) -> None:
    if options.tether is not None:
        tether.hold(options.tether)
        return
    workers = f" with {options.workers} workers" if options.workers else ""
    print(f"Serving {_base(options)}{workers}", flush=True)


def _base(options: argparse.Namespace) -> str:
    """Where it serves, as browsers take it."""
    host = f"[{options.host}]" if ":" in options.host else options.host
    return f"http://{host}:{options.port}"


def _work(options: argparse.Namespace) -> None:
    from miti import setup

    setup.check_redis("work")
    setup.check_keys()
    asyncio.run(_work_until_told())


async def _work_until_told() -> None:
    from chat import events
    from chat.loops import run_all

    events.hub().open(sockets=False)
    task = asyncio.ensure_future(run_all())
    loop: Any = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, task.cancel)
    print("Working: dispatch, sweep, fold", flush=True)
    try:
        await task
    except asyncio.CancelledError:
        return
    except ExceptionGroup as group:
        raise Problem(str(group)) from group
