"""Which sites may show a city's button and frame our page: those that the city named, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from counselors import sites
from counselors.files import Cities, ConfigError, read
from tests.chat_people import open_house

OURS = "https://www.example.org"
CITIES = """
[[city]]
key = "namur"
origins = ["https://www.example.org", "https://example.org:8443"]
names = { fr = "Namur" }

[[city]]
key = "liege"
names = { fr = "Liège" }
"""


@pytest.fixture(autouse=True)
def house(db: None, tmp_path: Path, settings: Settings) -> Iterator[None]:
    """Namur names two sites, Liège names none."""
    open_house()
    listed = {city.key: city for city in read(_written(tmp_path, CITIES), Cities).city}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sites, "_listed", lambda *_: listed)
        yield


def _written(folder: Path, text: str) -> Path:
    file = folder / "cities.toml"
    file.write_text(text)
    return file


def ancestors(answer: Any) -> str:
    policy: list[str] = answer["Content-Security-Policy"].split("; ")
    return next(each for each in policy if each.startswith("frame-ancestors"))


def state(origin: str, city: str = "namur", lang: str = "nl") -> Any:
    return Client().get(f"/embed/{city}.json?lang={lang}", headers={"origin": origin})


def test_a_site_that_the_city_names_may_ask_and_frame() -> None:
    answer = state(OURS)
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == OURS
    assert "Origin" in answer["Vary"]
    assert answer.json()["language"] == "nl"
    assert not answer.cookies
    page = Client().get("/fr/?site=namur")
    assert ancestors(page) == f"frame-ancestors {OURS} https://example.org:8443"
    assert "X-Frame-Options" not in page


@pytest.mark.parametrize(
    "origin",
    ["", "null", "https://example.org", "http://www.example.org", f"{OURS}.evil.test", f"{OURS}/"],
)
def test_no_other_site_is_told_anything(origin: str) -> None:
    answer = state(origin)
    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer
    assert answer.content == b""


@pytest.mark.parametrize(
    "page", ["/fr/", "/fr/?site=liege", "/fr/?site=nowhere", "/desk/sign-in/?site=namur", "/health"]
)
def test_every_other_page_stays_out_of_frames(page: str) -> None:
    answer = Client().get(page)
    assert ancestors(answer) == "frame-ancestors 'none'"
    assert answer["X-Frame-Options"] == "DENY"


def test_a_language_that_we_do_not_speak_is_answered_in_the_first_of_ours() -> None:
    told = state(OURS, lang="xx").json()
    assert (told["language"], told["direction"]) == ("fr", "ltr")


def test_the_script_is_served_without_its_comments_to_everybody() -> None:
    script = Client().get("/embed.js")
    text = script.content.decode()
    assert "/**" not in text
    assert "attachShadow" in text
    assert script["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    "origin", ["https://*.example.org", "https://example.org/", "http://example.org"]
)
def test_an_origin_is_exact_and_safe_or_refused(origin: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="origins"):
        read(_written(tmp_path, CITIES.replace(OURS, origin)), Cities)


def test_a_page_in_a_frame_leads_to_pages_that_may_be_in_it_too() -> None:
    page = Client().get("/fr/?site=namur").content.decode()
    assert 'href="/nl/?site=namur"' in page
    assert 'href="/fr/?site=namur"' in page
    assert "?site=" not in Client().get("/fr/?site=liege").content.decode()
