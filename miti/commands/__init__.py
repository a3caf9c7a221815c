"""One module for each group of commands; each adds its own to the parser."""

import argparse

from miti.commands import (
    data,
    describe,
    health,
    language,
    redaction,
    serving,
    shelf,
    simulate,
    statistics,
    visitors,
)


def parser() -> argparse.ArgumentParser:
    """Everything ``miti`` understands, with help for each command."""
    root = argparse.ArgumentParser(
        prog="miti", description="The online advice chat of the Cités des métiers."
    )
    commands = root.add_subparsers(title="commands", metavar="COMMAND", required=True)
    groups = (
        serving, data, shelf, health, describe, simulate, redaction, visitors, language, statistics,
    )  # fmt: skip
    for group in groups:
        group.add(commands)
    return root
