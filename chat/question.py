"""A left question: what is kept of a conversation that is to be answered in writing."""

from django.db import models
from django.db.models import Q

from counselors.models import Counselor


class Reading(models.TextChoices):
    """A colleague reads an answer before it is sent."""

    ASKED = "asked"
    DONE = "done"


class LeftQuestion(models.Model):
    """A conversation to be answered in writing; stays when its visitor comes back live."""

    conversation = models.OneToOneField(
        "chat.Conversation", models.CASCADE, primary_key=True, related_name="question"
    )
    code_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001
    """Keyed hash of the return code (hex); the code itself is never stored. Null: none given."""
    asked_at = models.DateTimeField(null=True)
    """Since when an answer is owed; anew when the visitor asks back. Null: nothing is asked yet."""
    due_at = models.DateTimeField(null=True)
    """Until when it is promised; null: nothing is asked, or no opening is known to promise by."""
    owner = models.ForeignKey(Counselor, models.SET_NULL, null=True, related_name="+")
    sealed_draft = models.BinaryField(default=b"")
    reading = models.CharField(max_length=5, choices=Reading.choices, blank=True, default="")
    reader = models.ForeignKey(Counselor, models.SET_NULL, null=True, related_name="+")
    sealed_remark = models.BinaryField(default=b"")
    """From who read the draft to who wrote it: no visitor ever sees it."""
    answered_at = models.DateTimeField(null=True)
    answered_seq = models.PositiveIntegerField(default=0)
    """The last answer's number: what the visitor writes after it is owed another one."""

    class Meta:
        """Looked for by what is due."""

        constraints = (
            models.CheckConstraint(
                condition=Q(reading="", reader__isnull=True)
                | Q(reading=Reading.ASKED, reader__isnull=True)
                | Q(reading=Reading.DONE),
                name="question_reading",
            ),
        )
        indexes = (models.Index(fields=("answered_at", "due_at"), name="question_due"),)

    def __str__(self) -> str:
        return f"{self.conversation_id}: due {self.due_at}"
