"""What may be said: the typed text, cleaned, or a typed refusal."""

from chat import plain
from chat.protocol import MAX_TEXT, Refusal


def message(typed: str) -> str:
    """The text as it is stored; cleaning may make it empty, or (by its normal form) longer."""
    text = plain.clean(typed)
    if not text:
        raise Refusal("malformed")
    if len(text) > MAX_TEXT:
        raise Refusal("too_long", limit=MAX_TEXT)
    return text
