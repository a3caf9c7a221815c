from __future__ import annotations

from pathlib import Path

from counselors import selectors


def test_the_reference_is_named_in_the_language_of_the_page(reference: Path) -> None:
    known = selectors.reference("nl")
    assert known["cities"][2] == {"key": "liege", "name": "Luik", "demo": False}
    assert known["subjects"][0]["name"] == "Kiezen"
    assert known["subjects"][0]["hint"].startswith("Een beroep")
    assert known["languages"][1] == {"code": "nl", "name": "Nederlands"}
