"""Django's settings for signing in: django-allauth, django-axes, mail."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

APPS = (
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
)
ROLES = {
    "everybody": frozenset({"counselor", "editor", "coordinator", "administrator"}),
    "coordinators": frozenset({"coordinator", "administrator"}),
}
"""Of whom a second step is demanded, by the value of ``MITI_SECOND_FACTOR``."""

SIGN_IN: dict[str, Any] = {
    "AUTHENTICATION_BACKENDS": [
        "axes.backends.AxesStandaloneBackend",
        "allauth.account.auth_backends.AuthenticationBackend",
    ],
    "LOGIN_URL": "account_login",
    "LOGIN_REDIRECT_URL": "home-of-staff",
    "LOGOUT_REDIRECT_URL": "account_login",
    "ACCOUNT_ADAPTER": "counselors.sign_in.adapters.StaffAdapter",
    "ACCOUNT_LOGIN_METHODS": {"username", "email"},
    "ACCOUNT_SIGNUP_FIELDS": ["username*", "email", "password1*"],
    "ACCOUNT_EMAIL_VERIFICATION": "none",  # whoever makes the account knows the address
    "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
    "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
    "ACCOUNT_SESSION_REMEMBER": True,  # as long as SESSION_COOKIE_AGE
    "ACCOUNT_USERNAME_BLACKLIST": [],
    # allauth's own limits count by address, which a computer room shares; ours are in
    # counselors.sign_in.attempts
    "ACCOUNT_RATE_LIMITS": {
        "login": None,
        "login_failed": None,
        "signup": None,
        "reset_password": "5/m/key",
        "reset_password_from_key": None,
    },
    "MFA_ADAPTER": "counselors.sign_in.adapters.SecondStepAdapter",
    "MFA_ALLOW_UNVERIFIED_EMAIL": True,  # nobody signs up, so nobody squats on an address
    "MFA_FORMS": {
        "authenticate": "counselors.sign_in.attempts.CodeForm",
        "reauthenticate": "counselors.sign_in.attempts.CodeAgainForm",
    },
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_TOTP_ISSUER": "Miti",
    "MFA_TOTP_TOLERANCE": 1,  # a phone's clock may be half a minute off
    "SOCIALACCOUNT_ADAPTER": "counselors.sign_in.adapters.PartnerAdapter",
    "SOCIALACCOUNT_AUTO_SIGNUP": True,  # and signing up is closed: unknown people get that page
    # a link and no form: a form's redirect to the partner would be stopped by our form-action
    "SOCIALACCOUNT_LOGIN_ON_GET": True,
    "SOCIALACCOUNT_STORE_TOKENS": False,
    "AXES_HANDLER": "counselors.sign_in.attempts.AccountHandler",
    "AXES_USERNAME_CALLABLE": "counselors.sign_in.attempts.account_of",
    "AXES_LOCKOUT_PARAMETERS": ["username"],
    "AXES_FAILURE_LIMIT": 5,
    "AXES_COOLOFF_TIME": timedelta(minutes=10),
    "AXES_RESET_ON_SUCCESS": True,
    "AXES_DISABLE_ACCESS_LOG": True,
    "AXES_ENABLE_ACCESS_FAILURE_LOG": False,
    "AXES_ENABLE_ADMIN": False,
    "AXES_VERBOSE": False,
    # the form says it, so axes needs no middleware; and it counts for an account on purpose
    "SILENCED_SYSTEM_CHECKS": ["axes.W002", "axes.W006"],
}


def mail(url: str, sender: str, folder: Path) -> dict[str, Any]:
    """From “smtp://user:password@host:587?tls=starttls” to Django's settings.

    Without an address every mail becomes a file in ``folder``: nothing is lost, nothing sent.
    Raises ``ImproperlyConfigured``.
    """
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": folder,
            "DEFAULT_FROM_EMAIL": sender,
        }
    parts = urlsplit(url)
    tls = dict(parse_qsl(parts.query)).get("tls", "starttls")
    if parts.scheme != "smtp" or not parts.hostname or tls not in {"starttls", "tls", "none"}:
        raise ImproperlyConfigured(
            "MITI_EMAIL_URL: expected smtp://user:password@host:port?tls=starttls (tls, none)"
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or 587,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": tls == "starttls",
        "EMAIL_USE_SSL": tls == "tls",
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": sender,
    }
