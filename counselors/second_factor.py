"""The second step of signing in: who has set one up."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User

from counselors.permissions import Grant

_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes alone are no second step: they stand in for one that is lost."""


def exists(user_id: int) -> bool:
    """Whether this user is asked for a second step when they sign in."""
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=_STEPS).exists())


def forget(user: User) -> None:
    """Of somebody whose phone or key is lost: they set up a new one when they next sign in."""
    Authenticator.objects.filter(user=user).delete()


def is_missing(user_id: int, roles: Iterable[Grant], demanded_of: frozenset[str]) -> bool:
    """Whether one of their ``roles`` is among ``demanded_of`` and they have no second step yet."""
    return any(each.role in demanded_of for each in roles) and not exists(user_id)
