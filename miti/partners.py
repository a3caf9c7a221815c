"""Partner organisations whose own sign-in we take: who they are, from a file with their secrets."""

from pathlib import Path
from typing import Annotated, Any

from django.core.exceptions import ImproperlyConfigured
from msgspec import Meta

from counselors.files import ConfigError, Entry, Key, Name, read

Domain = Annotated[str, Meta(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]


class Partner(Entry, frozen=True):
    """One OpenID Connect provider. It vouches for e-mail addresses of its ``domains`` only."""

    key: Key
    name: Name
    issuer: Annotated[str, Meta(pattern=r"^https?://\S+$")]
    client_id: Annotated[str, Meta(min_length=1)]
    secret: Annotated[str, Meta(min_length=1)]
    domains: Annotated[tuple[Domain, ...], Meta(min_length=1)]


class Partners(Entry, frozen=True):
    """``MITI_PARTNERS``: outside the project, readable by the service alone."""

    partner: tuple[Partner, ...] = ()


def providers(file: str) -> dict[str, Any]:
    """What django-allauth wants to know of them. Raises ``ImproperlyConfigured``."""
    if not file:
        return {"SOCIALACCOUNT_PROVIDERS": {}}
    try:
        found = read(Path(file), Partners).partner
    except ConfigError as error:
        raise ImproperlyConfigured(f"MITI_PARTNERS: {error}") from error
    return {
        "SOCIALACCOUNT_PROVIDERS": {
            "openid_connect": {"APPS": [_app(each) for each in found], "OAUTH_PKCE_ENABLED": True}
        }
    }


def _app(partner: Partner) -> dict[str, Any]:
    return {
        "provider_id": partner.key,
        "name": partner.name,
        "client_id": partner.client_id,
        "secret": partner.secret,
        "settings": {
            "server_url": partner.issuer,
            "domains": list(partner.domains),
        },
    }
