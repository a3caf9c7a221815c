"""The audit trail, to be read: by administrators, each for their cities. Nobody writes it here."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from counselors.admin.details import in_words
from counselors.admin.gate import AnyModelAdmin, cities_where, somewhere
from counselors.models import AuditEntry, City
from counselors.models.reference import name_in
from counselors.permissions import may_read_audit
from counselors.staff_site import Gate, Grants, grants_in

NOWHERE = "-"
"""In the address of a filtered list: lines that belong to no city."""


class InCity(admin.SimpleListFilter):
    """By the city's name; a line keeps only the key, so that it outlives the city."""

    title = _("city")
    parameter_name = "city"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        keys = model_admin.get_queryset(request).order_by("city").values_list("city", flat=True)
        names = _names()
        return [(key or NOWHERE, names.get(key, key)) for key in keys.distinct()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> Any:
        wish = self.value()
        return queryset.filter(city="" if wish == NOWHERE else wish) if wish else queryset


def _names() -> dict[str, str]:
    return {city.key: str(city) for city in City.objects.all()} | {"": gettext("All cities")}


@admin.register(AuditEntry)
class AuditAdmin(Gate, AnyModelAdmin):
    """Newest first; lines that belong to no city are for administrators of all cities."""

    list_display = fields = readonly_fields = ("at", "actor", "act", "about", "where", "details")
    list_filter = ("act", InCity)
    search_fields = ("actor", "about")
    date_hierarchy = "at"
    actions = None

    @admin.display(description=_("city"), ordering="city")
    def where(self, line: Any) -> str:
        """The name of the line's city, if that is still there."""
        return name_in(line.city_names) if line.city_names else line.city

    @admin.display(description=_("details"), ordering="detail")
    def details(self, line: Any) -> str:
        """In the reader's words."""
        return in_words(line.detail)

    def may_view(self, grants: Grants, row: AuditEntry | None) -> bool:
        if row is None:
            return somewhere(may_read_audit, grants)
        return may_read_audit(grants, row.city or None)

    def may_change(self, grants: Grants, row: Any) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        grants = grants_in(request)
        names = Subquery(City.objects.filter(pk=OuterRef("city")).values("names"))
        every: QuerySet[AuditEntry] = super().get_queryset(request)
        rows = every.annotate(city_names=names)
        if may_read_audit(grants, None):
            return rows
        return rows.filter(city__in=cities_where(may_read_audit, grants))
