"""The page carries what its first scripts say; everything else comes with the talk."""

from __future__ import annotations

import re

from chat.words.visitor import FRONT, WORDS
from tests.house.modules import ROOT

FIRST = ("visitor.js", "elements/front_form.js", "core/front_advice.js", "core/time.js")


def test_the_first_scripts_say_nothing_that_the_page_does_not_carry() -> None:
    texts = [(ROOT / "static" / "js" / name).read_text(encoding="utf-8") for name in FIRST]
    said = {key for text in texts for key in re.findall(r"\bsay\(['`](\w+)['`]", text)}
    assert said <= FRONT
    assert {key for key in WORDS if key.startswith("state_")} <= FRONT
    assert FRONT - said <= {key for key in WORDS if key.startswith("state_")}
