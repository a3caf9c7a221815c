"""The pages about the service say what the service does, and nothing that it does not know."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.html import escape
from django.utils.translation import override
from pytest_django import Settings

from chat import retention
from chat.templatetags.spans import timespan
from counselors import sites
from counselors.files import CityEntry
from tests.chat_people import open_house


@pytest.fixture(autouse=True)
def house(db: None) -> None:
    open_house()


def page(name: str, language: str) -> str:
    answer = Client().get(f"/{language}/{name}/")
    assert answer.status_code == 200
    assert not answer.cookies
    return answer.content.decode()


@pytest.mark.parametrize("language", ["fr", "nl", "en", "de", "uk"])
def test_the_privacy_page_tells_every_limit_of_the_table_that_is_obeyed(
    language: str, settings: Settings
) -> None:
    settings.MITI = {**settings.MITI, "MITI_ANSWER_DAYS": 3, "MITI_SMALLEST_COUNT": 7}
    shown = page("privacy", language)
    with override(language):
        for each in retention.KEPT:
            assert escape(str(each.what)) in shown
            assert not each.limit() or f"<td>{timespan(each.limit())}</td>" in shown
    assert "7" in shown.partition("</table>")[2]


def test_whom_to_ask_is_what_a_city_has_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told = CityEntry(key="namur", names={"fr": "Namur"}, contact="mailto:miti@example.org")
    monkeypatch.setattr(sites, "_listed", lambda *_: {"namur": told})
    for name in ("privacy", "accessibility"):
        shown = page(name, "fr")
        assert '<a href="mailto:miti@example.org">miti@example.org</a>' in shown
        assert shown.count("pas encore d’adresse") == 1
