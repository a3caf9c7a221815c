"""``bench-language``: how well the language of a message is recognised."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

from miti.problems import Problem

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_ABOUT = """\
Score the detector on a file of lines TEXT<TAB>LANGUAGE (ISO 639-1 codes).

The configured languages and “other” are the labels. A line in any other language is
labelled “other”; it counts like every line and is right when it is taken for none of
ours. Nothing is assumed of what the visitor chose: our languages are equally likely
beforehand. Shares are between 0 and 1.

  accuracy       right ones of all lines, the best answer counting however doubtful
  macro_f1       mean of each label's F1
  by_length      accuracy of lines of so many words, as spaces divide them; only what
                 has a letter is a word
  by_label       accuracy of each label
  at_0.8         with answers below 0.8 taken for “unknown”: accuracy of the others,
                 their coverage of all lines, and other_as_ours, the share of lines
                 in other languages that were taken for one of ours
  confusions     by true label, what was wrongly answered and how often
  us_per_call    microseconds of processor time for a line, on average
  rss_mb         the most memory this process had, Python and Django's settings included
  start_s        seconds from nothing loaded to the first answer
"""


def add(commands: "Commands") -> None:
    """Add the command of this module."""
    bench = commands.add_parser(
        "bench-language",
        help="score the detector of languages on a file of labelled lines",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    bench.add_argument("file", type=Path, help="lines of TEXT<TAB>LANGUAGE in UTF-8")
    bench.add_argument("--json", action="store_true", help="print values instead of a table")
    bench.set_defaults(run=_bench, bare=True)


def _bench(options: argparse.Namespace) -> None:
    from django.conf import settings

    lines = list(_labelled(options.file))
    if not lines:
        raise Problem(f"{options.file}: no line to score")
    values = _values(lines, tuple(code for code, _ in settings.LANGUAGES))
    print(json.dumps(values, indent=2, ensure_ascii=False) if options.json else _table(values))


def _labelled(file: Path) -> Iterator[tuple[str, str]]:
    """Text and language of each line; empty lines are passed over."""
    try:
        rows = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as reason:
        raise Problem(f"{file}: {reason}") from reason
    for number, row in enumerate(rows, 1):
        text, tab, code = row.rstrip("\r").rpartition("\t")
        if tab and text.strip() and code.strip():
            yield text, code.strip().lower()
        elif row.strip():
            raise Problem(f"{file}, line {number}: expected TEXT<TAB>LANGUAGE")


def _values(lines: list[tuple[str, str]], languages: tuple[str, ...]) -> dict[str, Any]:
    begun = perf_counter()
    from chat import language  # loaded only now, so that loading is measured

    prior = language.even(languages)
    language.probabilities(lines[0][0], prior)
    started = perf_counter() - begun
    from chat.language.score import judge, score

    begun = process_time()
    judged = [
        judge(
            text,
            code if code in languages else language.OTHER,
            lambda text: language.probabilities(text, prior),
        )
        for text, code in lines
    ]
    spent = process_time() - begun
    figures = asdict(score(judged))
    figures["at_0.8"] = figures.pop("sure")
    return figures | {
        "us_per_call": round(spent / len(lines) * 1e6, 1),
        "rss_mb": round(_most_memory(), 1),
        "start_s": round(started, 3),
    }


def _most_memory() -> float:
    """Megabytes. Not ``ru_maxrss``, which begins with what the starting process had."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _table(values: dict[str, Any]) -> str:
    """The figures for people."""
    return "\n".join(f"{name:<26}{value}" for name, value in _flat(values))


def _flat(values: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name} ")
        else:
            yield before + name, f"{value:.4g}" if isinstance(value, float) else str(value)
