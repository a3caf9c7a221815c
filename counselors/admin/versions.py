"""A resource in each language, and while it is written: how a visitor will read it."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from counselors import sanitize, variables
from counselors.admin.gate import AnyStackedInline, somewhere
from counselors.forms import VersionForm
from counselors.models import Resource, ResourceVersion
from counselors.permissions import may_edit_resource, may_edit_resource_of
from counselors.staff_site import Gate, Grants, grants_in


def may_edit(grants: Grants, resource: Resource | None) -> bool:
    """Whether this resource, or (None) any at all, may be changed."""
    # a row that is being added has no cities yet: the form offers none but the own ones
    if resource is None or resource.pk is None:
        return somewhere(may_edit_resource, grants)
    return may_edit_resource_of(grants, resource.cities.values_list("pk", flat=True))


def as_read(body: str) -> str:
    """The text as a visitor reads it when nothing is known that its places ask for."""
    return variables.fill(sanitize.plain(body), {})


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What is being written, as a visitor will read it, or what is wrong with it."""
    if not may_edit(grants_in(request), None):
        raise PermissionDenied
    form = VersionForm(request.POST)
    form.is_valid()  # only the text counts here: the rest may be half written
    if "body" not in form.cleaned_data:
        return JsonResponse({"wrong": " ".join(str(each) for each in form.errors["body"])})
    return JsonResponse({"text": as_read(form.cleaned_data["body"])})


class VersionInline(Gate, AnyStackedInline):
    """The resource in each language, and how it will look."""

    model = ResourceVersion
    form = VersionForm
    fields = ("language", "title", "body", "link", "words", "preview", "behind_link")
    readonly_fields = ("preview", "behind_link")
    extra = 0
    min_num = 1
    validate_min = True

    class Media:
        js = (forms.Script("js/resource.js", type="module"),)
        css = {"all": ("css/resource.css",)}

    def may_change(self, grants: Grants, row: Resource | None) -> bool:
        return may_edit(grants, row)

    def may_view(self, grants: Grants, row: Resource | None) -> bool:
        return somewhere(may_edit_resource, grants)

    @admin.display(description=_("what a visitor reads"))
    def preview(self, version: ResourceVersion) -> str:
        """As it is stored; the script draws what is being written in its place."""
        hint = gettext("Begin to write, and this shows how it will look.")
        return format_html(
            '<div class="as-read" data-part="as-read" data-address="{}" data-hint="{}">'
            "{}\n{}</div>",
            reverse("admin:counselors_resource_preview"), hint, version.title,
            as_read(version.body) or hint,
        )  # fmt: skip

    @admin.display(description=_("link checked"))
    def behind_link(self, version: ResourceVersion) -> str:
        return str(version.get_link_state_display()) if version.link else "–"
