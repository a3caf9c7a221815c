"""What redaction masks of our own labelled messages, beside the regexes one would write first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, Final

from tests.bench.report import Row, at_most
from tests.redaction_words import LABELLED, REDACTOR
from transcripts.redaction.domain import Kind, Mask
from transcripts.redaction.score import Labelled, Masking, Score, labelled_from, score

NAIVE: Final = {
    Kind.EMAIL: r"[\w.+-]+@[\w-]+\.[\w.-]+",
    Kind.URL: r"https?://\S+|www\.\S+",
    Kind.HANDLE: r"(?<!\w)@\w+",
    Kind.IBAN: r"\b[A-Z]{2}\d\d(?: ?[A-Z\d]{4}){3,7}\b",
    Kind.CARD: r"\b(?:\d{4}[ -]?){3}\d{4}\b",
    Kind.NISS: r"\b\d\d\.?\d\d\.?\d\d-?\d{3}\.?\d\d\b",
    Kind.VAT: r"\bBE ?[01]\d{3}\.?\d{3}\.?\d{3}\b",
    Kind.IDDOC: r"\b\d{3}-\d{7}-\d\d\b|\b[A-Z]{2}\d{6}\b",
    Kind.PLATE: r"\b[12]-[A-Z]{3}-\d{3}\b",
    Kind.PHONE: r"(?:\+32|0)\d(?:[ ./]?\d){7,8}",
    Kind.DOB: r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b",
    Kind.AGE: r"\b\d{1,2}(?= (?:ans|jaar|years|Jahre|років))",
    Kind.ADDRESS: r"(?:\b[Rr]ue|[Aa]venue|\b\w+(?:straat|laan)) [\w ]*\d+(?:, \d{4} [\w-]+)?",
    Kind.PERSON: r"(?:(?<=m'appelle )|(?<=naam is )|(?<=name is )|(?<=звати ))\w+(?: [A-Z]\w+)?",
}
LIMIT: Final = 1_000.0
"""Microseconds a message."""


def against_naive(folder: Path, quick: bool) -> list[Row]:
    """Every share for both, on the same messages in the same run."""
    messages = labelled_from(LABELLED.read_text("utf-8").splitlines())
    ours, naive = score(messages, _ours), score(messages, _naive)
    rows = [_share(f"redaction, {kind} masked", ours, naive, kind) for kind in ours.spans]
    rows += [
        _row("redaction, right masks", _mean(ours.precision), _mean(naive.precision), 0.98),
        _row(
            "redaction, messages wholly masked", ours.messages_wholly_masked,
            naive.messages_wholly_masked, 0.96,
        ),
        Row(
            name="redaction, clean messages altered", value=100 * ours.clean_altered, unit="%",
            baseline="naive regexes", baseline_value=100 * naive.clean_altered,
            **at_most(3, 100 * ours.clean_altered, " %"),
        ),
        _time(messages, 1 if quick else 7),
    ]  # fmt: skip
    return rows


def _ours(text: str, lang: str) -> tuple[Mask, ...]:
    return REDACTOR.redact(text, lang).masks


def _naive(text: str, lang: str) -> list[Mask]:
    return [
        Mask(*match.span(), kind, "naive", "a regex", 1.0)
        for kind, pattern in NAIVE.items()
        for match in re.finditer(pattern, text)
    ]


LEAST: Final = {
    Kind.EMAIL: 0.99, Kind.PHONE: 0.99, Kind.NISS: 0.99, Kind.IBAN: 0.99, Kind.CARD: 0.99,
    Kind.VAT: 0.99, Kind.ADDRESS: 0.95, Kind.PLATE: 0.95, Kind.PERSON: 0.92,
}  # fmt: skip
"""The shares that have to be masked; 0.96 of all other kinds."""


def _share(name: str, ours: Score, naive: Score, kind: str) -> Row:
    least = LEAST.get(Kind(kind), 0.96)
    return _row(name, ours.masked[kind]["all"], naive.masked[kind]["all"], least)


def _row(name: str, value: float, naive: float, least: float) -> Row:
    target: dict[str, Any] = {"target": f"≥ {100 * least:g} %", "holds": value >= least}
    return Row(
        name=name, value=100 * value, unit="%", baseline="naive regexes",
        baseline_value=100 * naive, **target,
    )  # fmt: skip


def _mean(shares: Mapping[str, Mapping[str, float]]) -> float:
    return sum(row["all"] for row in shares.values()) / len(shares)


def _time(messages: tuple[Labelled, ...], turns: int) -> Row:
    ours = [_microseconds(messages, _ours) for _ in range(turns)]
    naive = [_microseconds(messages, _naive) for _ in range(turns)]
    return Row(
        name="redaction, a message", value=median(ours), unit="µs", spread=(min(ours), max(ours)),
        baseline="naive regexes", baseline_value=median(naive), ratio=median(ours) / median(naive),
        **at_most(LIMIT, median(ours), " µs"),
    )  # fmt: skip


def _microseconds(messages: tuple[Labelled, ...], masking: Masking) -> float:
    began = process_time()
    for message in messages:
        masking(message.text, message.lang)
    return (process_time() - began) / len(messages) * 1e6
