"""The statistics page and its exports, for coordinators; every filter stands in the address."""

import re
from collections.abc import Collection
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from counselors import audit, permissions
from counselors import selectors as people
from counselors.models import Act
from miti.past import PAST
from miti.statistics import exports, open_data, page, periods
from miti.statistics import report as annual
from miti.statistics.bar import bar
from miti.statistics.words import BY, names
from transcripts import selectors, settling

YEAR: Final = re.compile(r"[12]\d{3}")


def _checked(request: HttpRequest) -> dict[str, Any]:
    """What the bar shows; raises ``PermissionDenied`` for who may not read statistics."""
    grants = people.grants_of(request.user.pk)
    if not permissions.may_read_statistics(grants):
        raise PermissionDenied
    return {
        **bar(request, grants),
        "past_is_being_made": PAST.is_being_made,
        "may_review": any(permissions.may_review(grants, city) for city in names("city", "en")),
    }


@require_safe
@login_required
@never_cache
def statistics(request: HttpRequest) -> HttpResponse:
    """``?period=2026-10&city=namur&by=subject``; what is not a choice is as if left out."""
    context = _checked(request)
    language = get_language() or "fr"
    released = periods.released()
    context["awaited"] = _awaited(released)
    if not released:
        return render(request, "statistics/none.html", context)
    months = [each for each in released if "-" in each]
    key = _chosen(request, "period", released) or max(months or released)
    cities = names("city", language)
    city, by = _chosen(request, "city", cities), _chosen(request, "by", BY) or "city"
    if city and by == "city":
        by = "subject"
    now, before = periods.read(key, released), None
    if (earlier := periods.before(key)) in released:
        before = periods.read(earlier, released)
    context |= {
        "period": key, "period_name": periods.name(key), "city": city, "by": by,
        "periods": [(each, periods.name(each)) for each in sorted(released, reverse=True)],
        "cities": cities.items(), "city_name": cities.get(city or ""),
        "by_choices": BY.items(), "by_name": BY[by],
        "cards": [*page.cards(now, before, city), *page.said(now, before, city)],
        "rows": page.rows(now, by, city, language),
        "lengths": page.lengths(now, city), "ends": page.ends(now, city),
        "lists": [] if city else page.said_by_many(now, language),
        "trend": page.trend(periods.months_until(key, city, released)),
        "release": released[key],
        "report": key[:4] if key[:4] in released else None,
    }  # fmt: skip
    return render(request, "statistics/page.html", context)


@require_safe
@login_required
@never_cache
def export(request: HttpRequest, period: str, kind: str) -> HttpResponse:
    """One release as a file: ``csv``, ``xlsx`` or ``json``."""
    _checked(request)
    release = selectors.release_of(period)
    if release is None:
        raise Http404
    content, media = exports.KINDS[kind](release)
    audit.record(request.user.get_username(), Act.EXPORTED, f"{period}.{kind}", timezone.now())
    disposition = f'attachment; filename="miti-{period}.{kind}"'
    return HttpResponse(content, media, headers={"Content-Disposition": disposition})


@require_safe
@login_required
@never_cache
def report(request: HttpRequest, year: str) -> HttpResponse:
    """The annual report of a published year."""
    context = _checked(request)
    released = periods.released()
    if not YEAR.fullmatch(year):
        raise Http404
    if year not in released:
        return _not_yet(request, context | {"year": year}, released)
    context |= annual.context(year, released, get_language() or "fr")
    return render(request, "statistics/report.html", context)


def _not_yet(
    request: HttpRequest, context: dict[str, Any], released: Collection[str]
) -> HttpResponse:
    """When the report of a year is to be expected, if ever, and which there are."""
    year, today = context["year"], timezone.localdate()
    last = settling.latest(year, settings.MITI["MITI_SETTLE_DAYS"])
    known = {*selectors.uncounted(settling.first_after(f"{today:%Y}")), *released}
    context |= {
        "latest": last if last >= today and any(each.startswith(year) for each in known) else None,
        "has_months": any(each.startswith(year) for each in released),
        "years": sorted(each for each in released if "-" not in each),
    }
    return render(request, "statistics/not_yet.html", context, status=404)


@require_safe
@cache_control(public=True, max_age=3600)
def open_index(request: HttpRequest) -> HttpResponse:
    """What everybody may have, as a catalogue for machines and for people."""
    listed = open_data.index(request.build_absolute_uri("/open-data/"))
    return JsonResponse(listed, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
@cache_control(public=True, max_age=3600)
def open_file(request: HttpRequest, year: str, kind: str) -> HttpResponse:
    """One of them, as a file."""
    file = next((each for each in selectors.open_files() if each.period == year), None)
    if file is None:
        raise Http404
    make, media = open_data.KINDS[kind]
    disposition = f'attachment; filename="miti-{year}.{kind}"'
    headers = {"Content-Disposition": disposition, "Access-Control-Allow-Origin": "*"}
    return HttpResponse(make(file), media, headers=headers)


def _awaited(released: Collection[str]) -> dict[str, Any] | None:
    """The first month that is over and not published yet, and when it will be at the latest."""
    over = selectors.uncounted(timezone.localdate().replace(day=1))
    month = next(iter(settling.untold(over, released)), None)
    if month is None:
        return None
    last = settling.latest(month, settings.MITI["MITI_SETTLE_DAYS"])
    return {"name": periods.name(month).capitalize(), "latest": last}


def _chosen(request: HttpRequest, name: str, among: Any) -> str | None:
    value = request.GET.get(name, "")
    return value if value in among else None
