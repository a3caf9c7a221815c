"""Cities with their hours, closures, subjects and languages."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from counselors.admin.gate import (
    AuditedAdmin,
    ListedAdmin,
    TableInline,
    cities_where,
    somewhere,
)
from counselors.forms import ClosureForm, WindowForm, WindowFormSet
from counselors.models import City, Closure, Language, OpeningWindow, Subject
from counselors.permissions import may_edit_city
from counselors.staff_site import Grants, grants_in


def _in_all_languages(names: dict[str, str]) -> str:
    return " · ".join(f"{code}: {name}" for code, name in names.items())


def _may_edit(grants: Grants, city: City | None) -> bool:
    return somewhere(may_edit_city, grants) if city is None else may_edit_city(grants, city.key)


class WindowInline(TableInline):
    """The weekly hours, on the page of their city."""

    model = OpeningWindow
    form = WindowForm
    formset = WindowFormSet
    extra = 1

    def may_change(self, grants: Grants, row: City | None) -> bool:
        return _may_edit(grants, row)


@admin.register(City)
class CityAdmin(ListedAdmin):
    """A city's names come from a file; its hours are kept here."""

    inlines = (WindowInline,)
    list_display = ("__str__", "timezone", "is_demo")
    readonly_fields = ("key", "in_all_languages", "timezone", "is_demo")
    fields = (*readonly_fields, "review_samples")

    def may_change(self, grants: Grants, row: City | None) -> bool:
        return _may_edit(grants, row)

    def city_of(self, row: City) -> str | None:
        return row.key

    def may_view(self, grants: Grants, row: City | None) -> bool:
        return self.may_change(grants, row)

    def may_add(self, grants: Grants, row: City | None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[City]:
        keys = cities_where(may_edit_city, grants_in(request))
        rows: QuerySet[City] = super().get_queryset(request).filter(pk__in=keys)
        return rows

    @admin.display(description=_("names"))
    def in_all_languages(self, city: City) -> str:
        return _in_all_languages(city.names)


@admin.register(Subject)
class SubjectAdmin(ListedAdmin):
    """Subjects come from a file."""

    list_display = ("__str__", "in_all_languages")
    fields = ("key", "in_all_languages", "hints_in_all_languages")
    readonly_fields = fields

    @admin.display(description=_("names"))
    def in_all_languages(self, subject: Subject) -> str:
        return _in_all_languages(subject.names)

    @admin.display(description=_("subtitles"))
    def hints_in_all_languages(self, subject: Subject) -> str:
        return _in_all_languages(subject.hints)


@admin.register(Language)
class LanguageAdmin(ListedAdmin):
    """Languages come from a file."""

    list_display = ("code", "name")
    fields = ("code", "name")


@admin.register(Closure)
class ClosureAdmin(AuditedAdmin):
    """Closed days besides the public holidays, of one city or of all."""

    form = ClosureForm
    list_display = ("day", "where", "__str__")
    date_hierarchy = "day"

    def may_change(self, grants: Grants, row: Closure | None) -> bool:
        if row is None:
            return somewhere(may_edit_city, grants)
        return may_edit_city(grants, row.city_id)

    def may_view(self, grants: Grants, row: Closure | None) -> bool:
        """A day on which all are closed concerns everybody who keeps hours."""
        everywhere = row is None or row.city_id is None
        return somewhere(may_edit_city, grants) if everywhere else self.may_change(grants, row)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Closure]:
        keys = cities_where(may_edit_city, grants_in(request))
        rows: QuerySet[Closure] = super().get_queryset(request)
        return rows.filter(Q(city__in=keys) | Q(city=None))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only the own cities; “all cities” only for those who may."""
        grants = grants_in(request)
        if db_field.name == "city":
            kwargs["queryset"] = City.objects.filter(pk__in=cities_where(may_edit_city, grants))
            kwargs["required"] = not may_edit_city(grants, None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("city"), ordering="city")
    def where(self, closure: Closure) -> str:
        return str(closure.city or _("all cities"))
