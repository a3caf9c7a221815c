"""Sessions of the staff end with the rights that they were opened with."""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db.models import Min
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from counselors.models import Role


def connect() -> None:
    """Called once, when the apps are ready."""
    for change in (post_save, post_delete):
        change.connect(_role_changed, sender=Role, dispatch_uid="counselors.role_changed")
    post_save.connect(_user_saved, sender=User, dispatch_uid="counselors.user_saved")


def end(user_id: int) -> None:
    """Sign this user out everywhere, in the transaction that goes on.

    Only the staff have sessions, so there are few, and each is opened to see whose it is: Django
    keeps no column for that.
    """
    live = Session.objects.filter(expire_date__gt=timezone.now())
    theirs = [row.pk for row in live if row.get_decoded().get(SESSION_KEY) == str(user_id)]
    Session.objects.filter(pk__in=theirs).delete()


def forget_ended(before: datetime) -> int:
    """Remove the rows of sessions that had run out by then; how many they were."""
    return Session.objects.filter(expire_date__lte=before).delete()[0]


def oldest() -> datetime | None:
    """When the session ran out, or will, that does so first."""
    found: datetime | None = Session.objects.aggregate(at=Min("expire_date"))["at"]
    return found


def _role_changed(sender: Any, instance: Role, **extra: Any) -> None:
    end(instance.user_id)


def _user_saved(sender: Any, instance: User, **extra: Any) -> None:
    if not instance.is_active:
        end(instance.pk)
