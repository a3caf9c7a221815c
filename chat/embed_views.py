"""What a city's own site asks us for: the button's script, and how it stands.

Nobody is let in by these answers but the sites that ``config/`` names for the city: to anybody
else the state is refused, and our page stays out of their frames (``frame-ancestors``).
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from csp.decorators import csp_exempt, csp_replace
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language_info, override
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from chat import service
from chat.templatetags.opening import opening
from chat.words import spoken
from chat.words.embed import EMBED
from counselors import sites

AN_HOUR = 3600


@csp_exempt()  # no page, and it must be light
@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """The button's script, at an address that stays the same over the years."""
    answer = HttpResponse(_script(settings.BUILD), content_type="text/javascript; charset=utf-8")
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(answer, public=True, max_age=AN_HOUR)
    return answer


@cache
def _script(_build: str) -> str:
    """As it was written, less its comments for readers and its indentation: it must be light."""
    found = finders.find("js/embed.js")
    if not isinstance(found, str):
        raise Http404
    written = Path(found).read_text(encoding="utf-8")
    return re.sub(r"(?m)^\s+", "", re.sub(r"(?s)/\*\*.*?\*/ ?", "", written))


@csp_exempt()  # type: ignore[arg-type]  # of a view with a city
@never_cache
@require_safe
def state(request: HttpRequest, city: str) -> HttpResponse:
    """How it stands with ``city``, in words, for a script on one of its own sites."""
    origin = request.headers.get("Origin", "")
    if origin not in sites.origins_of(city):
        answer = HttpResponse(status=403)
    else:
        answer = JsonResponse(_state(city, _language(request.GET.get("lang", ""))))
        answer["Access-Control-Allow-Origin"] = origin
        answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_vary_headers(answer, ("Origin",))
    return answer


def let_frame(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """``answer``, which the sites of the city in the address (``?site=``) may frame, if any."""
    origins = sites.origins_of(request.GET.get("site", ""))
    if not origins:
        return answer
    opened = csp_replace({"frame-ancestors": list(origins)})(lambda _request: answer)
    xframe_options_exempt(opened)(request)  # marks the answer; that header knows no list
    return answer


def _language(asked: str) -> str:
    """``asked`` if we speak it, else the first of ours."""
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _state(city: str, language: str) -> dict[str, Any]:
    now = timezone.now()
    with override(language):
        door = service.at_door(now, city, language)
        if door is None:
            raise Http404
        words = spoken(EMBED, language)
        said = [opening(door, now.timestamp()), door["closure"]]
        later = words.pop("ask_later")
        words |= {"ask": later} if door["state"] == "closed" else {}
    return {
        "state": door["state"],
        "language": language,
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "languages": [code for code, _name in settings.LANGUAGES],
        "words": {**words, "state": " · ".join(filter(None, said))},
    }
