"""Looking a word up by its key."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def named(words: Mapping[str, object], key: str) -> str:
    """The word of ``key``."""
    return str(words[key])
