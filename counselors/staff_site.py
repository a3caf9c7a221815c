"""The admin's door: roles open it, ``is_staff`` does not; one sign-in page for everything.

Not in ``counselors.admin``, whose import needs the site that is described here.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from counselors import selectors
from counselors.permissions import Grant, may_enter_admin

Grants = tuple[Grant, ...]


def grants_in(request: HttpRequest) -> Grants:
    """The roles of whoever asks, read once a request."""
    known: Grants | None = getattr(request, "miti_grants", None)
    if known is None:
        known = selectors.grants_of(request.user.pk)
        setattr(request, "miti_grants", known)  # noqa: B010  # mypy knows no such attribute
    return known


class Gate:
    """Asks four questions, each of the grants and the row (None: of any row).

    An inline's row is the row of its page.
    """

    def may_change(self, grants: Grants, row: Any) -> bool:
        raise NotImplementedError

    def may_view(self, grants: Grants, row: Any) -> bool:
        return self.may_change(grants, row)

    def may_add(self, grants: Grants, row: Any) -> bool:
        return self.may_change(grants, row)

    def may_delete(self, grants: Grants, row: Any) -> bool:
        return self.may_change(grants, row)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_view(grants_in(request), obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_change(grants_in(request), obj)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_add(grants_in(request), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_delete(grants_in(request), obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


class StaffSite(AdminSite):
    """For everybody who keeps any data up to date."""

    site_title = _("Miti")
    site_header = _("Miti: places, people, resources")
    index_title = _("What you may look after")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Pages that ask the gate; those that other packages bring ask something else."""
        if admin_class is not None and issubclass(admin_class, Gate):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active) and may_enter_admin(grants_in(request))

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """To the house's sign-in; whoever is signed in and still sent here has no right."""
        if self.has_permission(request):
            return super().login(request, extra_context)  # redirects to the index
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
