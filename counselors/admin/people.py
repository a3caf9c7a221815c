"""Counselors, by the coordinators of their city; users and roles, by administrators."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselors import actions, selectors
from counselors.admin.gate import (
    AuditedAdmin,
    TableInline,
    cities_where,
    somewhere,
)
from counselors.forms import CounselorForm, NewCounselorForm, SignInForm, StaffForm
from counselors.models import Act, City, Counselor, LanguageSkill, Role, RoleName
from counselors.permissions import Grant, may_edit_city, may_edit_reference, may_manage_sign_in
from counselors.staff_site import Grants, grants_in


class LanguageSkillInline(TableInline):
    """At least one language, on the page of the counselor."""

    model = LanguageSkill
    extra = 0
    min_num = 1
    validate_min = True

    def may_change(self, grants: Grants, row: Counselor | None) -> bool:
        return _may_edit(grants, row)


def _may_edit(grants: Grants, counselor: Counselor | None) -> bool:
    # a row that is being added has no city yet: the form offers none but the own ones
    if counselor is None or not counselor.city_id:
        return somewhere(may_edit_city, grants)
    return may_edit_city(grants, counselor.city_id)


@admin.register(Counselor)
class CounselorAdmin(AuditedAdmin):
    """Adding one makes the user and the role too."""

    act = Act.CHANGED_PERSON

    inlines = (LanguageSkillInline,)
    list_display = ("alias", "city", "partner", "slots", "is_reserve", "is_demo")
    list_filter = ("is_reserve",)
    search_fields = ("alias", "partner")

    def may_change(self, grants: Grants, row: Counselor | None) -> bool:
        return _may_edit(grants, row)

    def may_delete(self, grants: Grants, row: Counselor | None) -> bool:
        """The others switch off “may sign in”: nothing is lost by mistake."""
        return may_edit_reference(grants)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Counselor]:
        keys = cities_where(may_edit_city, grants_in(request))
        rows: QuerySet[Counselor] = super().get_queryset(request).filter(city__in=keys)
        return rows.select_related("city")

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002  # as Django has it
        **kwargs: Any,
    ) -> type[Any]:
        """The sign-in only of people over whose every role one may decide."""
        kwargs["form"] = _form_for(grants_in(request), obj)
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        form = _form_for(grants_in(request), obj)
        return [*form.declared_fields, *CounselorForm.Meta.fields]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "city":
            keys = cities_where(may_edit_city, grants_in(request))
            kwargs["queryset"] = City.objects.filter(pk__in=keys)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(
        self,
        request: HttpRequest,
        obj: Any,
        form: Any,
        change: bool,  # noqa: FBT001  # as Django
    ) -> None:
        if isinstance(form, NewCounselorForm):
            form.user.save()
            obj.user = form.user
        super().save_model(request, obj, form, change)
        if isinstance(form, NewCounselorForm):
            actions.give_roles(obj.user, [Grant(RoleName.COUNSELOR, obj.city_id)])
        elif "city" in form.changed_data:
            actions.move_home(obj, form.initial["city"])
        if isinstance(form, SignInForm):
            wish = form.cleaned_data
            actions.set_sign_in(
                obj.user,
                may_sign_in=wish["may_sign_in"],
                new_password=wish["new_password"],
                email=wish["email"],
            )
            if wish["forget_second_step"]:
                by = request.user.get_username()
                actions.forget_second_step(obj.user.username, by, timezone.now())


def _form_for(grants: Grants, counselor: Counselor | None) -> type[CounselorForm]:
    if counselor is None:
        return NewCounselorForm
    theirs = selectors.roles_of(counselor.user)
    return SignInForm if may_manage_sign_in(grants, theirs) else CounselorForm


class RoleInline(TableInline):
    """What somebody may do and where; without a city: in all of them."""

    model = Role
    extra = 1

    def may_change(self, grants: Grants, row: User | None) -> bool:
        return may_edit_reference(grants)


@admin.register(User)
class StaffAdmin(AuditedAdmin, UserAdmin):  # type: ignore[type-arg]  # not generic while running
    """Everybody who signs in; Django's own permissions and groups are not used."""

    act = Act.CHANGED_PERSON

    form = StaffForm
    inlines = (RoleInline,)
    list_display = ("username", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("username",)
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "email", "password")}),
        (_("Sign-in"), {"fields": ("is_active", "last_login")}),
    )
    readonly_fields = ("last_login",)

    def may_change(self, grants: Grants, row: User | None) -> bool:
        return may_edit_reference(grants)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002  # as Django
        """No password without its line in the trail: Django opens no transaction here."""
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Superusers are kept by superusers, or their password would be anybody's."""
        rows: QuerySet[User] = super().get_queryset(request)
        is_superuser: bool = getattr(request.user, "is_superuser", False)
        return rows if is_superuser else rows.filter(is_superuser=False)
