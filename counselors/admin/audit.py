"""The audit trail, to be read: by administrators, each for their cities. Nobody writes it here."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from counselors.admin.gate import AnyModelAdmin, cities_where, somewhere
from counselors.models import AuditEntry
from counselors.permissions import may_read_audit
from counselors.staff_site import Gate, Grants, grants_in


@admin.register(AuditEntry)
class AuditAdmin(Gate, AnyModelAdmin):
    """Newest first; lines that belong to no city are for administrators of all cities."""

    list_display = ("at", "actor", "act", "about", "city", "detail")
    list_filter = ("act", "city")
    search_fields = ("actor", "about")
    date_hierarchy = "at"
    actions = None

    def may_view(self, grants: Grants, row: AuditEntry | None) -> bool:
        if row is None:
            return somewhere(may_read_audit, grants)
        return may_read_audit(grants, row.city or None)

    def may_change(self, grants: Grants, row: Any) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        grants = grants_in(request)
        rows: QuerySet[AuditEntry] = super().get_queryset(request)
        if may_read_audit(grants, None):
            return rows
        return rows.filter(city__in=cities_where(may_read_audit, grants))
