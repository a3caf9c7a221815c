"""What a counselor's phone would show: codes for the second step of signing in."""

from __future__ import annotations

import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def phone_of(user: User) -> str:
    """Give this user the app on a phone; its secret."""
    TOTP.activate(user, SECRET)
    return SECRET


def recovery_codes_of(user: User) -> list[str]:
    """Codes on paper."""
    return list(RecoveryCodes.activate(user).get_unused_codes())


def code_now(secret: str, steps: int = 0) -> str:
    """The six digits that the app shows now, or so many half minutes later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def stored_secret(user: User) -> str:
    """What the database holds of it."""
    return str(Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["secret"])


def deciphered(stored: str) -> str:
    """What only the service can make of that."""
    return str(get_adapter().decrypt(stored))
