"""``bench-redaction``: how well identifying details are masked in labelled messages."""

from __future__ import annotations

import argparse
import json
import os
import time
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from miti import env
from miti.problems import Problem

if TYPE_CHECKING:
    from transcripts.redaction.redact import Redactor
    from transcripts.redaction.score import Labelled, Score

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_WARM: Final = "Marie Dupont, 0470 12 34 56, BE68 5390 0754 7034, 85.07.30-033.28"
"""Loads every library, so that the first message does not pay for all."""


def add(commands: Commands) -> None:
    """Add the command of this module."""
    bench = commands.add_parser(
        "bench-redaction",
        help="how well identifying details are masked in labelled messages",
        description="Redact the messages of FILE with the words of config/redaction.toml and count"
        " what was masked and what was masked wrongly. Each line of FILE is a JSON object with"
        " text, lang and spans: [start, end, TYPE], offsets in code points.",
    )
    bench.add_argument("file", type=Path, metavar="FILE", help="labelled messages as JSON lines")
    bench.add_argument("--json", action="store_true", help="print values instead of a table")
    bench.set_defaults(run=_bench, bare=True)


def _bench(options: argparse.Namespace) -> None:
    # Here and below: the patterns of redaction take a moment that no other command shall pay.
    from transcripts.redaction.score import score

    messages, redactor = _messages(options.file), _redactor()
    redactor.redact(_WARM, "")
    began = time.process_time()
    found = score(messages, lambda text, lang: redactor.redact(text, lang).masks)
    each = (time.process_time() - began) / max(1, len(messages)) * 1e6
    if options.json:
        values = asdict(found) | {"us_per_message": each}
        print(json.dumps(values, indent=2, ensure_ascii=False))
    else:
        print("\n".join(_table(found, each)))


def _table(found: Score, each: float) -> Iterator[str]:
    from transcripts.redaction.score import ALL

    langs = sorted({lang for row in found.spans.values() for lang in row} - {ALL})
    columns = [ALL, *langs]
    yield f"{'masked %':10} spans" + "".join(f"{lang:>8}" for lang in columns)
    for kind, counts in found.spans.items():
        yield f"{kind:10} {counts[ALL]:5}" + _cells(found.masked[kind], columns)
    yield f"{'precision %':16}" + "".join(f"{lang:>8}" for lang in columns)
    for kind, row in found.precision.items():
        yield f"{kind:16}" + _cells(row, columns)
    yield f"messages {found.messages:,}, {each:,.0f} µs each"
    yield f"wholly masked {found.messages_wholly_masked:.1%} of those with something to mask"
    yield f"altered {found.clean_altered:.1%} of the clean ones"


def _cells(row: Mapping[str, float], columns: list[str]) -> str:
    return "".join(f"{100 * row[lang]:8.1f}" if lang in row else f"{'–':>8}" for lang in columns)


def _messages(file: Path) -> tuple[Labelled, ...]:
    from transcripts.redaction.score import InvalidLabels, labelled_from

    try:
        return labelled_from(file.read_text("utf-8").split("\n"))
    except (OSError, UnicodeDecodeError, InvalidLabels) as error:
        raise Problem(f"bench-redaction: {file}: {error}") from error


def _redactor() -> Redactor:
    from transcripts.redaction.redact import Redactor
    from transcripts.redaction.vocabulary import InvalidVocabulary, load_vocabulary

    file = Path(env.ROOT, env.read(os.environ)["MITI_CONFIG_DIR"]) / "redaction.toml"
    try:
        return Redactor(load_vocabulary(file), {})
    except (OSError, tomllib.TOMLDecodeError, InvalidVocabulary) as error:
        raise Problem(f"{file}: {error}") from error
