"""The card for somebody in distress: in every language, with the lines that speak it."""

from __future__ import annotations

from django.conf import settings

from chat import helplines
from chat.helplines import FILE, Helplines, lines_for
from counselors.files import read

LISTED = read(settings.CONFIG_DIR / FILE, Helplines).helpline


def test_every_line_has_a_name_in_every_language() -> None:
    languages = {code for code, _ in settings.LANGUAGES}
    assert LISTED
    assert [each.number for each in LISTED if not languages <= set(each.names)] == []


def test_a_card_names_the_lines_that_speak_its_language_else_all() -> None:
    assert [each.number for each in lines_for("nl", LISTED)] == ["112", "1813", "106"]
    assert lines_for("uk", LISTED) == LISTED
    for code, card in helplines.cards().items():
        assert card.count("\n") == len(lines_for(code, LISTED))
        assert "112 – " in card
    assert helplines.card("fr") != helplines.card("nl")


def test_no_number_passes_for_verified_before_a_human_has_rung_it() -> None:
    assert helplines.all_verified() == all(each.verified for each in LISTED)
