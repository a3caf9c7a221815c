"""What django-allauth asks us: our words, our limits, no sign-up, secrets kept enciphered."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from secrets import token_hex
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from counselors import second_factor
from counselors.sign_in import attempts

WRONG = _("Name or password is not right.")
TOO_MANY = _("Too many wrong tries. Wait ten minutes, then try again.")


class StaffAdapter(DefaultAccountAdapter):
    """Accounts are made by coordinators and administrators; wrong tries count for an account."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("The present password is not right."),
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Instead of allauth's own limit, which would count what comes from one address."""
        if attempts.are_spent(request, credentials):
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        """Nothing was counted beforehand."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for the first second step: partners' people have no password to type once more."""
        return second_factor.exists(context.request.user.pk)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say themselves what happened; a message would turn up later, in the admin."""


class SecondStepAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second steps enciphered with the service's own key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Look at the app again: it changes often."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """After a change of key nobody can read the old secrets: then no code is right."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return token_hex(20).upper().translate(_BASE32)


_BASE32 = str.maketrans("0189", "KLMN")


def _cipher() -> Fernet:
    key = sha256(b"counselors.sign_in" + settings.SECRET_KEY.encode()).digest()
    return Fernet(urlsafe_b64encode(key))


class PartnerAdapter(DefaultSocialAccountAdapter):
    """Partner organisations vouch for people whom we know already, and only with their domains."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """The first time, the account with the same e-mail address is connected.

        allauth would do so too, and take the password away, as if somebody else had chosen it.
        """
        if sociallogin.is_existing:
            return
        domains = sociallogin.provider.app.settings["domains"]
        address = vouched_for(sociallogin.account.extra_data, domains)
        user = User.objects.filter(email=address, is_active=True).first() if address else None
        if user is not None:
            sociallogin.connect(request, user)


def vouched_for(data: Mapping[str, Any], domains: Sequence[str]) -> str:
    """The e-mail address that a partner vouches for, out of what it says; empty: none.

    Any address in one of its ``domains``, unless it says itself that it has not checked it.
    """
    claims = data.get("userinfo") or data.get("id_token") or {}
    address = str(claims.get("email") or "").lower()
    if claims.get("email_verified") in {False, "false"}:
        return ""
    return address if address.rpartition("@")[2] in domains else ""
