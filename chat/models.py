"""A conversation, its log and its moves. No name, no address: nothing here says who a visitor is,
but for an e-mail address that somebody wants to be written to once (:mod:`chat.answer_notice`).

Only ``chat.actions``, ``chat.selectors``, ``chat.admin`` and migrations touch these tables.
"""

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chat.answer_notice import AnswerNotice
from chat.beside import Companion, Whisper
from chat.exit_answers import ExitAnswers
from chat.guard import Guard, Knock
from chat.lifecycle import WAYS, WRITABLE_BY_COUNSELOR, State
from chat.purged import Purged
from chat.question import LeftQuestion, Reading
from chat.sent_file import SentFile
from chat.wrapped_key import WrappedKey
from counselors.models import City, Counselor, Language, Subject

__all__ = [
    "COUNTED_ON", "AnswerNotice", "Author", "Companion", "Conversation", "ExitAnswers", "Guard",
    "Knock", "LeftQuestion", "LogEntry", "Move", "Pass", "Purged", "Reading", "SentFile",
    "ToldWait", "Whisper", "WrappedKey",
]  # fmt: skip


def _shape() -> Q:
    """What a row has in which state.

    One condition, and no field that must be positive: PostgreSQL reads all conditions of a table
    anew for every statement that changes a row, and storing a message does. Nine of them took a
    quarter of that.
    """
    nobody = Q(state__in=[State.WAITING, State.LEFT], counselor=None, offer_until=None)
    offered = Q(state=State.OFFERED, counselor__isnull=False, offer_until__isnull=False)
    goes_on = Q(state__in=sorted(WRITABLE_BY_COUNSELOR), counselor__isnull=False, offer_until=None)
    over = Q(state=State.CLOSED, closed_at__isnull=False, offer_until=None, language_asked="")
    return over | Q(goes_on | Q(nobody | offered, language_asked=""), closed_at=None)


def _ways() -> Q:
    """Every allowed move, as one condition."""
    allowed = Q(source="", target=State.WAITING)
    for way in WAYS:
        allowed |= Q(source=way.source, target=way.target, cause__in=list(way.causes))
    return allowed


COUNTED_ON: Final = Q(state=State.OPEN) | Q(state=State.ON_HOLD, visitor_online=True)
"""Talks that go on, or are on hold while their visitor is there: somebody counts on the counselor
who has them."""


class Conversation(models.Model):
    """One visitor's conversation, from the queue to its deletion."""

    # No index but those that somebody looks by: a statement that changes a row opens and locks all
    # of them, and storing a message does. Nineteen of them took PostgreSQL a twentieth of its time.
    ref = models.CharField(max_length=16)
    visitor_hash = models.CharField(max_length=64)
    """SHA-256 of the visitor's random key (hex); the key itself is never stored."""

    state = models.CharField(max_length=8, choices=[(s.value, s.name) for s in State])
    version = models.IntegerField(default=1)
    """Grows with every visible change of this row; the newest wins on every screen."""
    created_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    """Fixed at arrival: the place in the queue never gets worse by writing or by bad luck. Asked
    anew only by coming back live with a left question."""
    since = models.DateTimeField()
    """When the present state began; on hold, also when it was last kept so."""

    city = models.ForeignKey(City, models.PROTECT, null=True, related_name="+", db_index=False)
    subject = models.ForeignKey(
        Subject, models.PROTECT, null=True, related_name="+", db_index=False
    )
    language = models.ForeignKey(Language, models.PROTECT, related_name="+", db_index=False)
    page_language = models.CharField(max_length=8)

    counselor = models.ForeignKey(
        Counselor, models.PROTECT, null=True, related_name="+", db_index=False
    )
    previous = models.ForeignKey(
        Counselor, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    """Who had this talk when it was cut off; preferred when they are back."""
    cut_off = models.BooleanField(default=False)
    came_back = models.BooleanField(default=False)
    """Waits with a question that was left before: comes first, like a talk that was cut off."""
    handed_by = models.ForeignKey(
        Counselor, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    reserved_for = models.ForeignKey(
        Counselor, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    """To whom it was handed over: nobody else is offered it before ``reserved_until``."""
    reserved_until = models.DateTimeField(null=True)
    sealed_note = models.BinaryField(default=b"")
    """From who handed the talk over to who takes it: no visitor ever sees it."""
    offer_until = models.DateTimeField(null=True)
    reason = models.JSONField(null=True)
    """Why the present counselor was chosen: ``routing.domain.Reason`` as a mapping."""
    opened_at = models.DateTimeField(null=True)
    """First time a counselor accepted."""
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=20, blank=True)

    last_seq = models.IntegerField(default=0)
    visitor_seen = models.IntegerField(default=0)
    counselor_seen = models.IntegerField(default=0)
    visitor_lease = models.DateTimeField()
    """The visitor counts as present until then; renewed by heartbeats."""
    visitor_online = models.BooleanField(default=True)
    """What was last announced of the lease; the sweep flips it when the lease has run out."""
    still_there_until = models.DateTimeField(null=True)
    """Asked "are you still there?"; without an answer by then the place is given up, or the talk
    that is on hold ends."""

    language_hint = models.CharField(max_length=8, blank=True)
    language_confidence = models.FloatField(null=True)
    language_asked = models.CharField(max_length=8, blank=True, default="")
    """The counselor asks whether to go on in this one; empty once it is answered or over."""

    closed_subject = models.ForeignKey(
        Subject, models.PROTECT, null=True, related_name="+", db_index=False
    )
    outcome = models.CharField(max_length=16, blank=True)
    depth = models.CharField(max_length=11, blank=True, default="")
    wrapped_at = models.DateTimeField(null=True)

    class Meta:
        """The shape that a row has, held by the database too."""

        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints = (
            models.UniqueConstraint(fields=("ref",), name="conversation_ref"),
            models.UniqueConstraint(fields=("visitor_hash",), name="conversation_visitor"),
            models.CheckConstraint(condition=_shape(), name="conversation_shape"),
        )
        indexes = (
            models.Index(fields=("state", "queued_at"), name="conversation_queue"),
            models.Index(fields=("counselor", "state"), name="conversation_assigned"),
        )

    def __str__(self) -> str:
        return self.ref


class Author(models.TextChoices):
    """Who an entry comes from."""

    VISITOR = "visitor"
    COUNSELOR = "counselor"
    NOTICE = "notice"


class LogEntry(models.Model):
    """One line of a conversation's log, numbered from 1 without gaps."""

    # No index of their own: every message would pay for them. The first is that of "entry_seq";
    # by counselor nobody looks, except once when an account is deleted.
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="entries", db_index=False
    )
    seq = models.IntegerField()
    key = models.UUIDField()
    author = models.CharField(max_length=9, choices=Author.choices)
    counselor = models.ForeignKey(
        Counselor, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    sealed = models.BinaryField(default=b"")
    """What was typed, under the conversation's key (:mod:`chat.vault`); empty in a notice."""
    code = models.CharField(max_length=20, blank=True)
    params = models.JSONField(default=dict)

    class Meta:
        """A number and a key occur once in a conversation."""

        ordering = ("conversation", "seq")
        constraints = (
            models.UniqueConstraint(fields=("conversation", "seq"), name="entry_seq"),
            models.UniqueConstraint(fields=("conversation", "key"), name="entry_key"),
            models.CheckConstraint(condition=Q(author__in=Author.values), name="entry_author"),
        )

    def __str__(self) -> str:
        return f"{self.conversation_id}/{self.seq}"


class Move(models.Model):
    """Append-only: one change of state. Every figure about the past is a fold of these."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="moves")
    at = models.DateTimeField()
    source = models.CharField(max_length=8, blank=True)
    target = models.CharField(max_length=8)
    cause = models.CharField(max_length=20)
    counselor = models.ForeignKey(Counselor, models.SET_NULL, null=True, related_name="+")
    reason = models.JSONField(null=True)

    class Meta:
        """Only the ways of ``chat.lifecycle``."""

        ordering = ("conversation", "pk")
        constraints = (models.CheckConstraint(condition=_ways(), name="move_allowed"),)

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.source} → {self.target} ({self.cause})"


class Pass(models.Model):
    """A counselor passed this person on; they are not asked again before ``until``."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="passes")
    counselor = models.ForeignKey(Counselor, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        """One row a pair."""

        constraints = (
            models.UniqueConstraint(fields=("conversation", "counselor"), name="pass_once"),
        )

    def __str__(self) -> str:
        return f"{self.conversation_id} passed by {self.counselor_id}"


class ToldWait(models.Model):
    """The first range of waiting that a visitor was told: what the promise is measured by."""

    conversation = models.OneToOneField(
        Conversation, models.CASCADE, primary_key=True, related_name="told_wait"
    )
    at = models.DateTimeField(db_index=True)
    low = models.PositiveIntegerField()
    """Seconds from ``at`` on, like ``high``."""
    high = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.low}–{self.high} s"
