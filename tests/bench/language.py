"""How well the language of a visitor's message is recognised, on lines of our own.

``language.tsv`` holds what visitors of a Cité des métiers write, made up for this: greetings,
typos, CAPITALS, loan words, and other languages. Plain langdetect, seeded, is the baseline.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any, Final

from langdetect import DetectorFactory, LangDetectException
from langdetect.detector_factory import PROFILES_DIRECTORY

from chat import language
from chat.language.score import Detect, Score, judge, score
from tests.bench.report import Row, at_least, at_most, compared
from tests.bench.servers import ROOT

LINES: Final = Path(__file__).with_name("language.tsv")
OURS: Final = ("fr", "nl", "en", "de", "uk")
BASELINE: Final = "plain langdetect"
AT_LEAST: Final = {"1-2": 0.90, "3-5": 0.985, "6-10": 0.995, "11+": 0.995}
"""Accuracy by number of words."""


def labelled() -> list[tuple[str, str]]:
    """Each line's text and label."""
    rows = [row.split("\t") for row in LINES.read_text(encoding="utf-8").splitlines()]
    return [(text, code if code in OURS else language.OTHER) for text, code in rows]


def of_lines(detect: Detect, change: Callable[[str], str] = str) -> Score:
    """The figures of a detector on all lines, each changed first."""
    return score([judge(change(text), label, detect) for text, label in labelled()])


def ours(text: str) -> dict[str, float]:
    """What Miti says, without a visitor's choice."""
    return language.probabilities(text, language.even(OURS))


def plain(text: str) -> Mapping[str, float]:
    """What langdetect says as it is installed, but for the seed."""
    detector = _factory().create()
    detector.append(text)
    try:
        found = {each.lang: each.prob for each in detector.get_probabilities()}
    except LangDetectException:
        return {}
    others = sum(share for code, share in found.items() if code not in OURS)
    return {code: found.get(code, 0.0) for code in OURS} | {language.OTHER: others}


@cache
def _factory() -> DetectorFactory:
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(0)
    return factory


def recognised(folder: Path, quick: bool) -> list[Row]:
    """Accuracy by length, sure answers, capitals; then what it costs."""
    of_ours, of_plain = of_lines(ours), of_lines(plain)
    rows = [
        _row(f"{name} words", of_ours.by_length[name], of_plain.by_length[name], at_least, least)
        for name, least in AT_LEAST.items()
    ]
    sure, plainly = of_ours.sure, of_plain.sure
    rows += [
        _row("sure answers", sure.accuracy, plainly.accuracy, at_least, 0.995),
        _row("answered surely", sure.coverage, plainly.coverage, at_least, 0.94),
        _row("others as ours", sure.other_as_ours, plainly.other_as_ours, at_most, 0.015),
        _row("lost by CAPITALS", _lost(ours, of_ours), _lost(plain, of_plain), at_most, 0.01),
    ]
    return rows + _costs()


def _lost(detect: Detect, small: Score) -> float:
    return small.accuracy - of_lines(detect, str.upper).accuracy


def _row(
    name: str, value: float, plain: float, limit: Callable[..., dict[str, Any]], share: float
) -> Row:
    name, unit = f"language, {name}", "% of lines"
    return Row(
        name=name, value=100 * value, unit=unit, baseline=BASELINE, baseline_value=100 * plain,
        **limit(100 * share, 100 * value, " %"),
    )  # fmt: skip


def _costs() -> list[Row]:
    """In a process of its own, as an operator would see it."""
    command = [sys.executable, "-m", "miti", "bench-language", str(LINES), "--json"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    found = json.loads(done.stdout)
    begun = process_time()
    of_lines(plain)
    slow = (process_time() - begun) / len(labelled()) * 1e6
    call, memory, start = found["us_per_call"], found["rss_mb"], found["start_s"]
    return [
        compared("language, a call", "µs", call, BASELINE, slow, **at_most(1000, call, " µs")),
        Row(name="language, memory", value=memory, unit="MB", **at_most(80, memory, " MB")),
        Row(name="language, start", value=start, unit="s", **at_most(1.5, start, " s")),
    ]
