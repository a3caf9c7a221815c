"""The README says what the code says."""

from chat.lifecycle import WAYS, State
from tests.house.readme import README, written


def test_the_readme_shows_the_settings_and_the_states_of_the_code() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == written(text), "run: python -m tests.house.readme"


def test_the_diagram_in_the_readme_has_every_way_and_every_state() -> None:
    text = README.read_text(encoding="utf-8")
    for way in WAYS:
        assert f"{way.source.name} --> {way.target.name}: {', '.join(way.causes)}" in text
    assert all(f" {state.name}" in text for state in State)
