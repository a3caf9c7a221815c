"""Review samples: redacted talks, for the coordinators of the city that answered them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from counselors import audit, permissions
from counselors import selectors as people
from counselors.models import Act
from miti.statistics.bar import bar
from miti.statistics.words import names
from transcripts import actions, selectors
from transcripts.models import ReviewSample


@require_safe
@login_required
@never_cache
def samples(request: HttpRequest) -> HttpResponse:
    """Those of one's own cities, the newest first."""
    grants = people.grants_of(request.user.pk)
    language = get_language() or "fr"
    cities = [key for key in names("city", language) if permissions.may_review(grants, key)]
    if not cities:
        raise PermissionDenied
    found = [_named(each, language) for each in selectors.samples_of(cities)]
    return render(request, "statistics/samples.html", bar(request, grants) | {"samples": found})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def sample(request: HttpRequest, number: int) -> HttpResponse:
    """One of them: whoever opens it, or deletes it (POST), leaves a line in the audit trail."""
    grants = people.grants_of(request.user.pk)
    found = selectors.sample(number)
    if found is None or not permissions.may_review(grants, found.city):
        raise Http404
    with transaction.atomic():
        deleted = request.method == "POST"
        audit.record(
            request.user.get_username(), Act.REVIEWED, f"{found.pk}", timezone.now(),
            city=found.city, detail="deleted" if deleted else "",
        )  # fmt: skip
        if deleted:
            actions.drop_sample(found.pk)
    if deleted:
        return redirect("samples")
    context = {"sample": _named(found, get_language() or "fr"), "lines": found.lines}
    return render(request, "statistics/sample.html", bar(request, grants) | context)


def _named(found: ReviewSample, language: str) -> dict[str, Any]:
    """What it is about, in words."""
    kinds = {"city": found.city, "subject": found.subject, "language": found.language}
    return {
        "pk": found.pk, "since": found.kept_since, "code": found.language,
        **{kind: names(kind, language).get(key, key) for kind, key in kinds.items()},
    }  # fmt: skip
