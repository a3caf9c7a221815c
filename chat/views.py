"""The three pages. They show; everything that happens goes through the sockets."""

from typing import Any, Final

import msgspec
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chat import answering, embed_views, helplines, overview, ready, retention, service
from chat.words import board as board_words
from chat.words import desk as desk_words
from chat.words import spoken
from chat.words import visitor as visitor_words
from chat.words.exit_questions import EXIT_QUESTIONS
from chat.words.languages import in_every_language
from chat.words.outcomes import DEPTHS, OUTCOMES
from chat.words.outdated import OUTDATED
from counselors import permissions, selectors, sites

A_DAY: Final = 86_400
AT_ONCE: Final = 4
"""So many texts help somebody who waits; more would be a library."""


@require_safe
@never_cache
def visitor(request: HttpRequest) -> HttpResponse:
    """The visitor's page: complete without scripts as far as reading goes; sets no cookie.

    From a city's own site (``?site=``) it opens with that city chosen, and the subject if given.
    """
    code = get_language() or "fr"
    site = request.GET.get("site", "")
    framed = bool(sites.origins_of(site))
    context = {
        "front": service.front(timezone.now(), code),
        "reference": selectors.reference(code),
        "words": spoken({key: visitor_words.WORDS[key] for key in sorted(visitor_words.FRONT)}),
        "framed": framed,
        "quick_exit": settings.MITI["MITI_QUICK_EXIT"],
        "shared": f"{settings.MITI['MITI_SHARED_SECONDS']:g}",
        "rest": f"?site={site}" if framed else "",
        "chosen": {"city": site, "subject": request.GET.get("subject", "")},
    }
    return embed_views.let_frame(request, render(request, "chat/visitor.html", context))


@require_safe
def talk_words(request: HttpRequest) -> HttpResponse:
    """What the scripts of a talk say: a page asks for it with its build, so it may be kept."""
    answer = JsonResponse(spoken(visitor_words.WORDS) | in_every_language())
    patch_cache_control(answer, public=True, max_age=A_DAY)
    return answer


@require_safe
@never_cache
def front(request: HttpRequest) -> HttpResponse:
    """Open, busy or closed, for a page that has been open for a while."""
    return JsonResponse(service.front(timezone.now(), get_language() or "fr"))


@require_safe
@never_cache
def outdated(request: HttpRequest) -> HttpResponse:
    """Words for a page that is older than the service: only such a page has to load them."""
    return JsonResponse(spoken(OUTDATED))


@require_safe
@never_cache
def exit_questions(request: HttpRequest) -> HttpResponse:
    """What is asked at the end: only a page on which a talk has ended has to load it."""
    return JsonResponse(spoken(EXIT_QUESTIONS))


@require_safe
def ready_texts(request: HttpRequest) -> HttpResponse:
    """What may help somebody who waits, or who comes while everything is closed.

    The address says no more than subject, language and city; a key that does not exist finds what
    fits all of them.
    """
    asked = request.GET
    found = ready.while_you_wait(
        asked.get("city"), asked.get("subject"), asked.get("language", ""), timezone.now(), AT_ONCE
    )
    answer = HttpResponse(
        msgspec.json.encode({"resources": found}), content_type="application/json"
    )
    patch_cache_control(answer, public=True, max_age=60)
    return answer


@require_safe
@login_required
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """The counselor's desk."""
    counselor = selectors.counselor_of(request.user.pk)
    if counselor is None:
        raise PermissionDenied
    context = staff_context(request) | {
        "user_alias": counselor.alias,
        "words": spoken(desk_words.WORDS),
        "files": settings.MITI["MITI_FILES"],
        "helplines": helplines.cards(),
        "helplines_verified": helplines.all_verified(),
    }
    return render(request, "chat/desk.html", context)


@require_safe
@login_required
@never_cache
def board(request: HttpRequest) -> HttpResponse:
    """The coordinator's board."""
    if not permissions.may_watch_board(selectors.grants_of(request.user.pk)):
        raise PermissionDenied
    context = staff_context(request) | {
        "words": spoken(board_words.WORDS),
        "kept": retention.report(timezone.now()),
    }
    return render(request, "chat/board.html", context)


def staff_context(request: HttpRequest) -> dict[str, Any]:
    """What the staff's pages share."""
    grants = selectors.grants_of(request.user.pk)
    counselor = selectors.counselor_of(request.user.pk)
    code = get_language() or "fr"
    reference: dict[str, Any] = selectors.reference(code)
    outcomes = [{"key": key, "name": name} for key, name in spoken(OUTCOMES).items()]
    depths = [{"key": key, "name": name} for key, name in spoken(DEPTHS).items()]
    return {
        "reference": reference | {"outcomes": outcomes, "depths": depths},
        "user_alias": counselor.alias if counselor else request.user.get_username(),
        "open_talks": overview.open_talks(counselor.pk) if counselor else 0,
        "is_coordinator": permissions.may_watch_board(grants),
        "is_counselor": permissions.may_answer(grants),
        "left_questions": answering.free_for(counselor) if counselor else 0,
    }
