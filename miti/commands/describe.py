"""``settings``, ``states`` and ``protocol``: what the documentation is made from."""

import argparse
import json
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: "Commands") -> None:
    """Add the commands of this module."""
    settings = commands.add_parser("settings", help="print every setting with its meaning")
    settings.set_defaults(run=_settings, bare=True)
    states = commands.add_parser("states", help="print the states of a conversation as a diagram")
    states.set_defaults(run=_states, bare=True)
    protocol = commands.add_parser(
        "protocol", help="print the wire as an AsyncAPI 3.0 document, for writers of clients"
    )
    protocol.add_argument(
        "--types", action="store_true", help="print TypeScript's static/js/core/frames.d.ts instead"
    )
    protocol.set_defaults(run=_protocol, bare=True)


def _settings(options: argparse.Namespace) -> None:
    from miti.env import table

    print(table())


def _states(options: argparse.Namespace) -> None:
    from chat.lifecycle import mermaid

    print(mermaid())


def _protocol(options: argparse.Namespace) -> None:
    from chat.protocol_document import Tempo, document
    from chat.protocol_types import declarations
    from miti.env import read

    if options.types:
        print(declarations(), end="")
        return
    values = read(os.environ)
    tempo = Tempo(values["MITI_PULSE_SECONDS"], values["MITI_SAY_RATE"], values["MITI_SAY_BURST"])
    print(json.dumps(document(tempo), indent=2, ensure_ascii=False))
