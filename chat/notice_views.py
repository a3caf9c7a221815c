"""The address for the notice of an answer, given or taken back with the return code.

Like the page without scripts it knows nobody by a cookie: whose question it is, the code says.
"""

from contextlib import suppress
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from chat import left_questions
from chat.actions import notices
from chat.actions.notices import NoAddress
from chat.allowance import Allowance
from chat.code_door import code_door
from chat.protocol import Refusal
from chat.words import spoken
from chat.words.notice import NOTICE

MOST: Final = (0.5, 60)
"""Addresses a second, and at once, that this process takes from everybody together."""


takings: Final = Allowance(*MOST)
"""What this process still takes."""


@csrf_exempt
@never_cache
@require_POST
def notice(request: HttpRequest) -> HttpResponse:
    """Do what is asked for, and say how things are; ``reason``: why it was not done."""
    found = None
    with suppress(Refusal):  # erased a moment ago, or the code is an older one
        row = code_door().find(request.POST.get("code", ""))
        found = shown(request, row.pk, acted(request, row.pk, "visitor"))
    if found is None:
        return JsonResponse({"offered": False})
    return JsonResponse({"offered": True} | found | {"words": spoken(NOTICE)})


def acted(request: HttpRequest, conversation: int, page: str) -> str:
    """Keep or forget the address; why not, in the page's language. ``page``: its name, where the
    answer is read."""
    wish, typed = request.POST.get("do", ""), request.POST.get("to", "")
    if wish == "forget":
        notices.forget(conversation)
    if wish != "notify":
        return ""
    try:
        takings.spend()
    except Refusal:
        return str(NOTICE["too_fast"])
    there = request.build_absolute_uri(reverse(page))
    try:
        notices.keep(conversation, typed, there, timezone.now())
    except NoAddress:
        return str(NOTICE["no_address"])
    except Refusal:
        return ""  # answered a moment ago: there is nothing to write any more, but to read
    return ""


def shown(request: HttpRequest, conversation: int, reason: str) -> dict[str, Any] | None:
    """What a page shows of it; None: nothing, as no answer is waited for or no mail can be sent."""
    if not (notices.offered() and left_questions.is_owed(conversation)):
        return None
    return {
        "words": NOTICE, "kept": left_questions.is_notice_kept(conversation), "reason": reason,
        "typed": request.POST.get("to", ""), "longest": notices.LONGEST,
    }  # fmt: skip
