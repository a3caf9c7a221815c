"""What may be said: the typed text, cleaned, or a typed refusal."""

from chat import plain
from chat.protocol import MAX_REMARK, MAX_TEXT, Refusal


def message(typed: str) -> str:
    """The text as it is stored; cleaning may make it empty, or (by its normal form) longer."""
    text = plain.clean(typed)
    if not text:
        raise Refusal("malformed")
    return _within(text, MAX_TEXT)


def remark(typed: str | None) -> str:
    """The same of a remark at the end, which may be nothing."""
    return _within(plain.clean(typed or ""), MAX_REMARK)


def _within(text: str, limit: int) -> str:
    if len(text) > limit:
        raise Refusal("too_long", limit=limit)
    return text
