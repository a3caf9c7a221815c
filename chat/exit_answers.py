"""What a visitor answered at the end, if anything; few do, so it has a table of its own."""

from django.db import models
from django.db.models import Q

from transcripts.facts import NOT_SAID, SATISFACTION, YES_NO


class ExitAnswers(models.Model):
    """Goes with the conversation; its fact keeps the answers, and nobody's words.

    What becomes of the remark: :mod:`chat.remarks`.
    """

    conversation = models.OneToOneField(
        "chat.Conversation", models.CASCADE, primary_key=True, related_name="exit_answers"
    )
    satisfaction = models.CharField(max_length=20, blank=True, default=NOT_SAID)
    recommend = models.CharField(max_length=3, blank=True, default=NOT_SAID)
    first_visit = models.CharField(max_length=3, blank=True, default=NOT_SAID)
    found = models.CharField(max_length=3, blank=True, default=NOT_SAID)
    sealed_remark = models.BinaryField(default=b"")

    class Meta:
        """Each is one of few, or not said."""

        constraints = (
            models.CheckConstraint(
                condition=Q(
                    satisfaction__in=(NOT_SAID, *SATISFACTION),
                    recommend__in=(NOT_SAID, *YES_NO),
                    first_visit__in=(NOT_SAID, *YES_NO),
                    found__in=(NOT_SAID, *YES_NO),
                ),
                name="exit_answers_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.conversation_id} answered"
