"""What a bench found: rows of figures, each beside what it is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec


class Row(msgspec.Struct, kw_only=True):
    """One figure. ``ratio``: value ÷ baseline; ``holds``: whether the target is kept, if any.

    ``baseline`` says what it is compared with and that thing's figure in the same run; ``spread``
    the lowest and highest value of all turns; ``target`` is a limit for ``judged``, which is the
    ratio or the value.
    """

    name: str
    value: float
    unit: str
    spread: tuple[float, float] | None = None
    baseline: str | None = None
    baseline_value: float | None = None
    ratio: float | None = None
    target: str | None = None
    holds: bool | None = None


def compared(name: str, unit: str, value: float, baseline: str, with_: float, **more: Any) -> Row:
    """A row beside its baseline."""
    return Row(
        name=name, value=value, unit=unit, baseline=baseline, baseline_value=with_,
        ratio=value / with_, **more,
    )  # fmt: skip


def at_most(limit: float, judged: float, unit: str = "") -> dict[str, Any]:
    """The target of a row: not above ``limit``."""
    return {"target": f"≤ {limit:g}{unit}", "holds": judged <= limit}


def at_least(limit: float, judged: float, unit: str = "") -> dict[str, Any]:
    """The target of a row: not below ``limit``."""
    return {"target": f"≥ {limit:g}{unit}", "holds": judged >= limit}


def table(rows: Iterable[Row]) -> str:
    """The rows for people, in columns."""
    head = ("what", "value", "lowest – highest", "baseline", "ratio", "target", "holds")
    lines = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    spread = f"{_figure(row.spread[0])} – {_figure(row.spread[1])}" if row.spread else ""
    than = f"{row.baseline}: {_figure(row.baseline_value or 0)}" if row.baseline else ""
    ratio = "" if row.ratio is None else f"{row.ratio:.2f} ×"
    holds = {None: "", True: "yes", False: "no"}[row.holds]
    value = f"{_figure(row.value)} {row.unit}"
    return (row.name, value, spread, than, ratio, row.target or "", holds)


def _figure(number: float) -> str:
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"


def write(file: Path, machine: dict[str, Any], profile: str, rows: list[Row]) -> None:
    """Everything as JSON, beside the machine's description."""
    file.parent.mkdir(parents=True, exist_ok=True)
    found = {"machine": machine, "profile": profile, "rows": rows}
    file.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
