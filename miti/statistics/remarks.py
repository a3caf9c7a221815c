"""Remarks at the end, masked: month by month, once nobody can tell whose each is."""

import re
from itertools import groupby
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from counselors import audit, permissions
from counselors import selectors as people
from counselors.models import Act
from miti.statistics import periods
from miti.statistics.bar import bar
from miti.statistics.words import names
from transcripts import actions, selectors
from transcripts.models import Remark

NUMBER: Final = re.compile(r"\d{1,18}", re.ASCII)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def remarks(request: HttpRequest) -> HttpResponse:
    """``?month=2026-10``, else the newest: who reads one, or deletes a remark (POST), leaves a
    line in the audit trail."""
    grants = people.grants_of(request.user.pk)
    if not permissions.may_read_statistics(grants):
        raise PermissionDenied
    months = selectors.months_with_remarks()
    asked = request.GET.get("month", "")
    month = asked if asked in months else next(iter(months), None)
    if month is not None:
        _note(request, month)
    if request.method == "POST":
        return redirect(request.get_full_path())
    context = {
        "months": [(each, periods.name(each)) for each in months], "month": month,
        "month_name": periods.name(month) if month else "",
        "cities": _by_place(selectors.remarks_of(month), get_language() or "fr") if month else [],
        "k": settings.MITI["MITI_SMALLEST_COUNT"],
    }  # fmt: skip
    return render(request, "statistics/remarks.html", bar(request, grants) | context)


@transaction.atomic
def _note(request: HttpRequest, month: str) -> None:
    """Delete what is asked for, if anything, and write down what was done."""
    deleted, wanted = request.method == "POST", request.POST.get("remark", "")
    if deleted and NUMBER.fullmatch(wanted):
        actions.drop_remark(int(wanted))
    audit.record(
        request.user.get_username(), Act.REVIEWED, month, timezone.now(),
        detail="deleted" if deleted else "",
    )  # fmt: skip


def _by_place(found: list[Remark], language: str) -> list[dict[str, Any]]:
    """By city and, in it, by language; both in the order of the other pages."""
    cities, languages = names("city", language), names("language", language)
    city_rank, language_rank = (
        {key: rank for rank, key in enumerate(each)} for each in (cities, languages)
    )
    found = sorted(found, key=lambda each: (
        city_rank.get(each.city, 0), each.city, language_rank.get(each.language, 0), each.language
    ))  # fmt: skip
    return [
        {
            "name": cities.get(city, city),
            "languages": [
                {"code": code, "name": languages.get(code, code), "remarks": list(alike)}
                for code, alike in groupby(there, lambda each: each.language)
            ],
        }
        for city, there in groupby(found, lambda each: each.city)
    ]
