"""Canned resources, by the editors and coordinators of their cities: their whole life.

Each language shows what visitors will see; the history who changed what; a filter and an action
lead through the review.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from counselors import audit, selectors, shelving
from counselors.admin.gate import AuditedAdmin, cities_where, somewhere
from counselors.admin.versions import VersionInline, may_edit, preview
from counselors.exchange import table
from counselors.models import Act, City, Resource, ResourceVersion
from counselors.permissions import may_edit_resource
from counselors.staff_site import Grants, grants_in

SHOWN_CHANGES = 20
EDITING_ROLES = ("editor", "coordinator", "administrator")


def _who(request: HttpRequest) -> User:
    return User.objects.get(username=request.user.get_username())


class ToReview(admin.SimpleListFilter):
    """What nobody has checked for too long, or ever."""

    title = _("review")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        mine, dead = gettext("Mine to review"), gettext("With a dead link")
        return [("due", gettext("To review")), ("mine", mine), ("dead", dead)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Resource]) -> QuerySet[Resource]:
        wish = self.value()
        if wish == "dead":
            return queryset.filter(versions__link_state="dead").distinct()
        if wish is None:
            return queryset
        due = selectors.due_for_review(queryset, timezone.localdate())
        return due.filter(owner=request.user.pk) if wish == "mine" else due


@admin.register(Resource)
class ResourceAdmin(AuditedAdmin):
    """Those of all cities are seen by every editor and changed by those of all cities."""

    act = Act.CHANGED_RESOURCE

    inlines = (VersionInline,)
    fields = (
        "key", "kind", "subjects", "cities", "owner", ("valid_from", "valid_until"),
        ("last_checked", "review_days"), "counts", "changes",
    )  # fmt: skip
    readonly_fields = ("counts", "changes")
    list_display = ("title", "key", "kind", "languages", "owner", "last_checked", "used", "useful")
    list_filter = (ToReview, "kind", "subjects", ("owner", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("owner",)
    search_fields = ("key", "versions__title")
    actions = ("mark_checked", "export_table")

    def get_urls(self) -> list[Any]:
        """With the preview of what is being written."""
        shown = self.admin_site.admin_view(preview)
        return [path("preview/", shown, name="counselors_resource_preview"), *super().get_urls()]

    def may_change(self, grants: Grants, row: Resource | None) -> bool:
        return may_edit(grants, row)

    def may_view(self, grants: Grants, row: Resource | None) -> bool:
        return somewhere(may_edit_resource, grants)  # which rows: the queryset

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The owner is one of those who may edit resources somewhere."""
        if db_field.name == "owner":
            kwargs["queryset"] = User.objects.filter(
                roles__name__in=EDITING_ROLES, is_active=True
            ).distinct()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, *args: Any, **kw: Any
    ) -> Any:
        """Remembers what stood there before anything is saved."""
        there = Resource.objects.filter(pk=object_id).first() if object_id else None
        self_before = shelving.values_of(there) if there else {}
        request.resource_before = self_before  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, *args, **kw)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001  # as Django
        super().save_related(request, form, formsets, change)
        before = getattr(request, "resource_before", {})
        who = _who(request)
        shelving.remember(form.instance, before, who, timezone.now())

    def delete_model(self, request: HttpRequest, obj: Resource) -> None:
        who = _who(request)
        shelving.remember_removal(obj, who, timezone.now())
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Resource]) -> None:
        for each in queryset:
            self.delete_model(request, each)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Resource]:
        keys = cities_where(may_edit_resource, grants_in(request))
        rows: QuerySet[Resource] = super().get_queryset(request)
        in_order = Prefetch("versions", ResourceVersion.objects.order_by("language__order"))
        own = rows.filter(Q(cities=None) | Q(cities__in=keys)).distinct()
        return own.prefetch_related(in_order)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only the own cities; none at all (for all of them) only for those who may."""
        grants = grants_in(request)
        if db_field.name == "cities":
            keys = cities_where(may_edit_resource, grants)
            kwargs["queryset"] = City.objects.filter(pk__in=keys)
            kwargs["required"] = not may_edit_resource(grants, None)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("title"))
    def title(self, resource: Resource) -> str:
        """In the reader's language; without that version, in the first there is."""
        titles = {each.language_id: each.title for each in resource.versions.all()}
        return titles.get(get_language() or "") or next(iter(titles.values()), resource.key)

    @admin.display(description=_("languages"))
    def languages(self, resource: Resource) -> str:
        return " ".join(each.language_id for each in resource.versions.all())

    @admin.display(description=_("use"))
    def counts(self, resource: Resource) -> str:
        return gettext("Used {used} times, found useful {useful} times.").format(
            used=resource.used, useful=resource.useful
        )

    @admin.display(description=_("history"))
    def changes(self, resource: Resource) -> str:
        """Who changed what, newest first."""
        rows = resource.changes.select_related("who")[:SHOWN_CHANGES] if resource.pk else ()
        lines = [
            (
                timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M"),
                row.who or "miti",
                name,
                *values,
            )
            for row in rows
            for name, values in row.what.items()
        ]
        return (
            format_html_join("", "<p>{} · {} · {}<br><del>{}</del> <ins>{}</ins></p>", lines) or "–"
        )

    @admin.action(description=_("Checked today: all of it is true"))
    def mark_checked(self, request: HttpRequest, queryset: QuerySet[Resource]) -> None:
        mine = [each for each in queryset if may_edit(grants_in(request), each)]
        who = _who(request)
        shelving.mark_checked(mine, timezone.localdate(), who, timezone.now())
        for each in mine:
            self.record(request, each, "checked")

    @admin.action(description=_("Export as a table"))
    def export_table(self, request: HttpRequest, queryset: QuerySet[Resource]) -> HttpResponse:
        """What `miti import-resources` and spreadsheets read."""
        entries = [shelving.entry_of(each) for each in queryset]
        who, what = request.user.get_username(), f"{len(entries)} as csv"
        audit.record(who, Act.EXPORTED, "resources", timezone.now(), detail=what)
        named = {"Content-Disposition": 'attachment; filename="miti-resources.csv"'}
        return HttpResponse(table.content(entries), "text/csv; charset=utf-8", headers=named)
