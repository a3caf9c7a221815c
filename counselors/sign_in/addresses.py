"""An account has one e-mail address: the one that its coordinator keeps.

allauth remembers each that it ever sent a link to, and would go on taking an old one.
"""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db.models.signals import post_save


def connect() -> None:
    """Called once, when the apps are ready."""
    post_save.connect(_saved, sender=User, dispatch_uid="counselors.addresses")


def _saved(sender: Any, instance: User, update_fields: Any, **extra: Any) -> None:
    if update_fields is None or "email" in update_fields:
        EmailAddress.objects.filter(user=instance).exclude(email__iexact=instance.email).delete()
