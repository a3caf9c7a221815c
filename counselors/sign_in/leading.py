"""Whoever is refused because their second step is missing is led to where it is set up."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from counselors import second_factor, selectors


class LeadToSecondStep:
    """Middleware; pages refuse as always, and know nothing of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        user = request.user
        if not isinstance(exception, PermissionDenied) or not user.is_authenticated:
            return None
        roles = selectors.roles_of(user)
        missing = second_factor.is_missing(user.pk, roles, settings.SECOND_FACTOR_ROLES)
        return redirect("mfa_index") if missing else None
