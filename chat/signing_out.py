"""Whoever signs out, is switched off or loses a role: their open sockets look again.

Whoever may not answer any more gives all talks back to the queue at once, and all left questions
to the others.
"""

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from chat import events
from chat.actions import answers, presence
from chat.events import Hint
from counselors.models import Counselor, Role
from counselors.selectors import counselor_of


def connect() -> None:
    """Called once, when the apps are ready."""
    user_logged_out.connect(_signed_out, dispatch_uid="chat.signed_out")
    post_save.connect(_user_saved, sender=User, dispatch_uid="chat.user_saved")
    for change in (post_save, post_delete):
        change.connect(_role_changed, sender=Role, dispatch_uid="chat.role_changed")


def _look_again(user: int) -> None:
    events.after_commit(Hint(events.of_user(user)))


def _signed_out(sender: Any, user: User | None, **extra: Any) -> None:
    if user is not None:
        _look_again(user.pk)


def _user_saved(sender: Any, instance: User, **extra: Any) -> None:
    _look_again(instance.pk)
    _give_back(instance.pk)


def _role_changed(sender: Any, instance: Role, **extra: Any) -> None:
    _look_again(instance.user_id)
    _give_back(instance.user_id)


def _give_back(user: int) -> None:
    """After the commit: who moves to another city loses a role and gets it back in between."""
    transaction.on_commit(lambda: _give_back_now(user))


def _give_back_now(user: int) -> None:
    gone = Counselor.objects.filter(user=user).values_list("pk", flat=True).first()
    if gone is not None and counselor_of(user) is None:
        presence.counselor_gone(gone, timezone.now())
        answers.put_all_back(gone)
