"""One gate for every admin page: the grants of the request and ``counselors.permissions``."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from counselors import audit
from counselors.models import Act, City
from counselors.permissions import may_edit_reference, may_enter_admin
from counselors.staff_site import Gate, Grants

if TYPE_CHECKING:  # generic for mypy only
    AnyModelAdmin = admin.ModelAdmin[Any]
    AnyStackedInline = admin.StackedInline[Any, Any]
    AnyTabularInline = admin.TabularInline[Any, Any]
else:
    AnyModelAdmin = admin.ModelAdmin
    AnyStackedInline = admin.StackedInline
    AnyTabularInline = admin.TabularInline


def somewhere(may: Callable[[Grants, str | None], bool], grants: Grants) -> bool:
    """Whether ``may`` holds in any of the cities that the grants speak of."""
    return any(may(grants, grant.city) for grant in grants)


def cities_where(may: Callable[[Grants, str | None], bool], grants: Grants) -> list[str]:
    """The keys of the cities in which ``may`` holds."""
    keys: Iterable[str] = City.objects.values_list("pk", flat=True)
    return [key for key in keys if may(grants, key)]


class TableInline(Gate, AnyTabularInline):
    """Rows on the page of what they belong to; each field is named, not only its column."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        plain: Any = super().get_formset(request, obj, **kwargs)

        class Named(plain):  # type: ignore[misc]
            def add_fields(self, form: Any, index: int | None) -> None:
                super().add_fields(form, index)
                for field in form.fields.values():
                    # around a choice of other rows stands a widget with buttons to add one
                    drawn = getattr(field.widget, "widget", field.widget)
                    if not drawn.is_hidden:
                        drawn.attrs.setdefault("aria-label", str(field.label))

        return Named


class AuditedAdmin(Gate, AnyModelAdmin):
    """Whatever is changed here leaves a line in the audit trail, in the same transaction."""

    act = Act.CHANGED_RULES

    def city_of(self, row: Any) -> str | None:
        """Key of the city that the row belongs to; its administrators read of the change."""
        city: str | None = getattr(row, "city_id", None)
        return city

    def response_action(self, *args: Any, **kwargs: Any) -> Any:
        """Django opens a transaction for its pages, but none for what is done to a list."""
        with transaction.atomic():
            return super().response_action(*args, **kwargs)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self.record(request, obj, "added")
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self.record(request, obj, "changed")
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for row in queryset:
            self.record(request, row, "deleted")
        return super().log_deletions(request, queryset)

    def record(self, request: HttpRequest, row: Any, what: str) -> None:
        """One line of the trail."""
        about = f"{type(row).__name__.lower()}:{row.pk}"
        audit.record(
            request.user.get_username(), self.act, about, timezone.now(),
            city=self.city_of(row), detail=what,
        )  # fmt: skip


class ListedAdmin(AuditedAdmin):
    """Rows that the files of ``config/`` own: to be looked at; deleted once in no file."""

    def may_change(self, grants: Grants, row: Any) -> bool:
        return False

    def may_view(self, grants: Grants, row: Any) -> bool:
        return may_enter_admin(grants)

    def may_delete(self, grants: Grants, row: Any) -> bool:
        return may_edit_reference(grants)
