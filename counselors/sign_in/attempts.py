"""Wrong tries, counted for an account by django-axes: no address and no browser is kept.

Computer rooms share one address, so counting by address would lock a whole room out.
"""

from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Min, Q
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

Credentials = dict[str, Any]


class AccountHandler(AxesDatabaseHandler):
    """Stores how many wrong tries an account had and when the last one was: nothing else."""

    def user_login_failed(
        self, sender: Any, credentials: Credentials, request: Any = None, **extra: Any
    ) -> None:
        if request is not None:
            super().user_login_failed(sender, credentials, _bare(request), **extra)


def _bare(request: Any) -> HttpRequest:
    """A request in which there is nothing to be stored of whoever sent it."""
    bare: Any = HttpRequest()
    bare.axes_updated, bare.axes_locked_out = True, False
    bare.axes_attempt_time = request.axes_attempt_time
    bare.axes_ip_address = bare.axes_failures_since_start = bare.axes_credentials = None
    bare.axes_user_agent = bare.axes_path_info = bare.axes_http_accept = ""
    return bare  # type: ignore[no-any-return]


def account_of(request: HttpRequest, credentials: Credentials | None) -> str:
    """The account that a try is counted for: its user name, whichever of its names was typed.

    A name that nobody has is counted too, so that it answers like one that somebody has; it is
    kept as a digest, because people type their password into the wrong field.
    """
    given = credentials or {}
    typed = str(given.get("username") or given.get("email") or "").strip().lower()
    known = User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed)) if typed else ()
    names = {user.username for user in known}
    if names:
        return min(names)
    return f"?{salted_hmac('counselors.sign_in.attempts', typed).hexdigest()[:24]}"


def kept_for() -> timedelta:
    """How long a wrong try counts, and is remembered."""
    return get_cool_off() or timedelta()


def forget_before(moment: datetime) -> int:
    """Forget the wrong tries of accounts that had the last one by then; how many accounts."""
    return int(AccessAttempt.objects.filter(attempt_time__lte=moment).delete()[0])


def oldest() -> datetime | None:
    """When the account that has been left alone longest had its last wrong try."""
    found: datetime | None = AccessAttempt.objects.aggregate(at=Min("attempt_time"))["at"]
    return found


def are_spent(request: HttpRequest, credentials: Credentials) -> bool:
    """Whether this account had too many wrong tries a moment ago."""
    return not AxesProxyHandler.is_allowed(request, credentials)


@transaction.atomic
def _is_fresh(authenticator: int, code: str) -> bool:
    """Whether this code was not taken yet, by any process; from now on it is.

    allauth remembers that in the cache of one process. Three codes are right at a time.
    """
    row = Authenticator.objects.select_for_update().get(pk=authenticator)
    if row.type != Authenticator.Type.TOTP:
        return True
    used = row.data.get("used", [])
    row.data["used"] = [*used, code][-3:]
    row.save(update_fields=["data"])
    return code not in used


class _Counted:
    """A form for codes whose wrong tries count like wrong passwords."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        from allauth.account.adapter import get_adapter  # imports us, by way of the settings
        from allauth.core import context

        credentials = {"username": self.user.get_username()}
        if are_spent(context.request, credentials):
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            code: str = super().clean_code()  # type: ignore[misc]
            if not _is_fresh(self.authenticator.pk, code):
                raise get_mfa_adapter().validation_error("incorrect_code")
        except ValidationError:
            user_login_failed.send(
                sender=__name__, credentials=credentials, request=context.request
            )
            raise
        return code


class CodeForm(_Counted, AuthenticateForm):
    """The second step."""


class CodeAgainForm(_Counted, ReauthenticateForm):
    """The same, before something about the sign-in changes."""
