"""The redactor that tests use: the words of config/redaction.toml, neutral masks."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from transcripts.redaction.redact import Redactor
from transcripts.redaction.vocabulary import load_vocabulary

ROOT: Final = Path(__file__).parents[1]
REDACTOR: Final = Redactor(load_vocabulary(ROOT / "config" / "redaction.toml"), {})
LABELLED: Final = ROOT / "tests" / "data" / "redaction.jsonl"
"""Our own labelled messages: every name and number in them is made up."""
