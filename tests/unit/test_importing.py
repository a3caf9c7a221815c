from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override

from miti.statistics.importing import HEAD, Known, Refused, read

KNOWN = Known(
    values={
        "contacts": frozenset({""}), "language": frozenset({"fr", "nl", "uk"}),
        "satisfaction": frozenset({"satisfied", "dissatisfied"}),
    },
    cities=frozenset({"brussels", "namur"}), told=frozenset({"2022"}), counted=frozenset({"2026"}),
    today="2027-02-01", k=5,
)  # fmt: skip
GOOD = """2023,contacts,,,65654
2023,contacts,brussels,,65000
2023,language,,uk,4500

2023,satisfaction,,satisfied,941
2023,satisfaction,,dissatisfied,59
2024-05,contacts,,,0
"""


def table(lines: str) -> str:
    return f"{','.join(HEAD)}\n{lines}"


def faults(lines: str, known: Known = KNOWN) -> list[tuple[int, str]]:
    with pytest.raises(Refused) as refused:
        read(table(lines), known)
    return [(each.line, each.code) for each in refused.value.faults]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_table_becomes_a_release_for_each_period(mark: str) -> None:
    found = read(mark + table(GOOD), KNOWN)
    assert found["2023"] == {
        "contacts": {"2023": {"all": 65654}, "2023/any/brussels": {"all": 65000}},
        "language": {"2023": {"uk": 4500, "all": 65654}},
        "satisfaction": {"2023": {"satisfied": 941, "dissatisfied": 59, "all": 65654}},
    }
    assert found["2024-05"] == {"contacts": {"2024/2024-05": {"all": 0}}}


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("2023,contacts,65654", "columns"),
        ("23,contacts,,,65654", "period"),
        ("2023-13,contacts,,,65654", "period"),
        ("2027,contacts,,,65654", "not_over"),
        ("2027-02,contacts,,,65654", "not_over"),
        ("2022,contacts,,,52000", "published"),
        ("2026-01,contacts,,,52000", "counted"),
        ("2023,langage,,fr,900", "table"),
        ("2023,contacts,bruxelles,,900", "city"),
        ("2023,language,,xx,900", "value"),
        ("2023,contacts,,all,900", "value"),
        ("2023,contacts,,,many", "count"),
        ("2023,contacts,,,-1", "count"),
        ("2023,contacts,,,4", "small"),
    ],
)
def test_a_line_that_cannot_be_is_named_with_its_number_and_why(lines: str, code: str) -> None:
    assert (3, code) in faults(f"2024,contacts,,,900\n{lines}")


def test_lines_that_do_not_fit_each_other_are_named_too() -> None:
    assert faults("2023,contacts,,,900\n2023,contacts,,,901\n") == [(3, "twice")]
    assert faults("2023,language,,fr,900\n") == [(2, "no_total")]
    assert faults("2023,contacts,,,9\n2023,language,,fr,6\n2023,language,,nl,6\n") == [
        (4, "too_many")
    ]
    assert faults("2023,contacts,,,99\n2023,satisfaction,,satisfied,60\n") == [(3, "incomplete")]


def test_every_fault_is_told_at_once_in_the_order_of_the_lines() -> None:
    assert faults("23,contacts,,,x\n2024,contacts,,,900\n2024,language,,xx,3") == [
        (2, "period"), (2, "count"), (4, "value"), (4, "small"),
    ]  # fmt: skip


def test_a_period_that_may_not_be_told_is_named_once() -> None:
    assert faults("2022,contacts,,,900\n2022,language,,fr,xx") == [(2, "published"), (3, "count")]


def test_a_table_of_another_kind_is_refused_by_its_head() -> None:
    with (
        override("en"),
        pytest.raises(Refused, match="Line 1: the first line has to be period,table"),
    ):
        read("jaar;contacten\n2023;65654", KNOWN)


@pytest.mark.parametrize("language", ["fr", "nl", "en", "de", "uk"])
def test_faults_are_told_in_the_language_of_the_reader(language: str) -> None:
    with override(language), pytest.raises(Refused) as refused:
        read(table("2023,contacts,,,900\n2023,language,,xx,900\n"), replace(KNOWN))
    said = str(refused.value)
    assert "3:" in said
    assert "“xx”" in said or "xx" in said
    assert ("value" in said) is (language == "en")
