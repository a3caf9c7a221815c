"""The statistics page and its exports, for coordinators; every filter stands in the address."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from counselors import audit, permissions
from counselors import selectors as people
from counselors.models import Act
from miti.past import PAST
from miti.statistics import exports, page
from miti.statistics.reading import Period
from miti.statistics.words import BY, names
from transcripts import selectors
from transcripts.models import Release


def _checked(request: HttpRequest) -> dict[str, Any]:
    """What the bar shows; raises ``PermissionDenied`` for who may not read statistics."""
    grants = people.grants_of(request.user.pk)
    if not permissions.may_read_statistics(grants):
        raise PermissionDenied
    return {
        "user_alias": request.user.get_username(),
        "is_coordinator": permissions.may_watch_board(grants),
        "is_counselor": permissions.may_answer(grants),
        "past_is_being_made": PAST.is_being_made,
    }


@require_safe
@login_required
@never_cache
def statistics(request: HttpRequest) -> HttpResponse:
    """``?period=2026-10&city=namur&by=subject``; what is not a choice is as if left out."""
    context = _checked(request)
    language = get_language() or "fr"
    released = {each.period: each for each in selectors.releases()}
    if not released:
        return render(request, "statistics/none.html", context)
    key = _chosen(request, "period", released) or max(each for each in released if "-" in each)
    cities = names("city", language)
    city, by = _chosen(request, "city", cities), _chosen(request, "by", BY) or "city"
    if city and by == "city":
        by = "subject"
    now = _period(key, released)
    before = _period(earlier, released) if (earlier := _before(key)) in released else None
    context |= {
        "period": key, "period_name": _name(key), "city": city, "by": by,
        "periods": [(each, _name(each)) for each in sorted(released, reverse=True)],
        "cities": cities.items(), "city_name": cities.get(city or ""),
        "by_choices": BY.items(), "by_name": BY[by],
        "cards": page.cards(now, before, city), "rows": page.rows(now, by, city, language),
        "lengths": page.lengths(now, city), "ends": page.ends(now, city),
        "trend": page.trend(_months(key, city, released)), "release": released[key],
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


def _chosen(request: HttpRequest, name: str, among: Any) -> str | None:
    value = request.GET.get(name, "")
    return value if value in among else None


def _period(key: str, released: dict[str, Release]) -> Period:
    months = [each for each in released if each.startswith(key) and "-" in each]
    return Period(key, released[key].tables, {each: released[each].tables for each in months})


def _before(key: str) -> str:
    year, _dash, month = key.partition("-")
    if not month:
        return f"{int(year) - 1}"
    return f"{year}-{int(month) - 1:02d}" if month != "01" else f"{int(year) - 1}-12"


def _months(key: str, city: str | None, released: dict[str, Release]) -> list[Any]:
    """The thirteen months up to the period, with how many came."""
    last = key if "-" in key else f"{key}-12"
    months = sorted(each for each in released if "-" in each and each <= last)[-13:]
    return [(_name(each), _period(each, released).contacts(city)) for each in months]


def _name(period: str) -> str:
    year, _dash, month = period.partition("-")
    return date_format(date(int(year), int(month), 1), "YEAR_MONTH_FORMAT") if month else year
