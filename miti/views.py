"""The few pages that belong to no app."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from counselors import permissions, selectors


@require_safe
def to_language(request: HttpRequest) -> HttpResponse:
    """From ``/`` to the page in the browser's language."""
    code = get_language_from_request(request)
    response = HttpResponseRedirect(f"/{code}/")
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when this process and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse({"ok": True, "demo": settings.DEMO})


@login_required
def home_of_staff(request: HttpRequest) -> HttpResponse:
    """After signing in: the desk for counselors, the board for coordinators."""
    grants = selectors.grants_of(request.user.pk)
    if selectors.counselor_of(request.user.pk) is not None:
        return redirect("desk")
    return redirect("board" if permissions.may_watch_board(grants) else "admin:index")
