"""What every page knows: its build, its language, the other languages, and if this is a demo."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Context processor for all templates."""
    code = get_language() or settings.LANGUAGE_CODE
    return {
        "language": code,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "page_languages": [
            {"code": each, "name": name, "url": f"/{each}/"} for each, name in settings.LANGUAGES
        ],
        "demo": settings.DEMO,
        "build": settings.BUILD,
    }
