"""Two pages about the service: what it keeps of whom, and how far everybody can use it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from chat import retention
from counselors import selectors, sites


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept and for how long, from the table that the service itself obeys."""
    context = {
        "kept": [{"what": each.what, "limit": each.limit()} for each in retention.KEPT],
        "smallest": settings.MITI["MITI_SMALLEST_COUNT"],
        "rest": "privacy/",
    }
    return render(request, "chat/privacy.html", context | _contacts())


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done and checked, what was not, and whom to tell."""
    return render(request, "chat/accessibility.html", {"rest": "accessibility/"} | _contacts())


def _contacts() -> dict[str, Any]:
    """Whom to write to in each city, as far as the cities have said; the demo city has nobody."""
    cities = selectors.reference(get_language() or "fr")["cities"]
    known = [each | {"contact": sites.contact_of(each["key"])} for each in cities]
    return {"contacts": [each for each in known if not each["demo"]]}
