"""What stands beside a talk: colleagues who look on, and what they whisper.

Tables of their own: whoever reads a log for its visitor cannot meet a whisper there.
"""

from django.db import models

from counselors.models import Counselor


class Companion(models.Model):
    """A colleague who reads a talk of somebody else's, and may whisper to them."""

    conversation = models.ForeignKey("chat.Conversation", models.CASCADE, related_name="companions")
    counselor = models.ForeignKey(Counselor, models.CASCADE, related_name="+")
    invited_by = models.ForeignKey(Counselor, models.SET_NULL, null=True, related_name="+")
    """Null: they handed the talk over, and read on until somebody has taken it."""
    at = models.DateTimeField()
    ended = models.BooleanField(default=False)

    class Meta:
        """A colleague stands beside a talk once."""

        constraints = (
            models.UniqueConstraint(fields=("conversation", "counselor"), name="companion_once"),
        )

    def __str__(self) -> str:
        return f"{self.counselor_id} beside {self.conversation_id}"


class Whisper(models.Model):
    """A line from counselor to counselor about a talk; it goes when the conversation goes."""

    conversation = models.ForeignKey("chat.Conversation", models.CASCADE, related_name="whispers")
    counselor = models.ForeignKey(Counselor, models.SET_NULL, null=True, related_name="+")
    key = models.UUIDField()
    at = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        """In the order of arrival; a key counts once."""

        ordering = ("conversation", "pk")
        constraints = (models.UniqueConstraint(fields=("conversation", "key"), name="whisper_key"),)

    def __str__(self) -> str:
        return f"{self.conversation_id} whispered by {self.counselor_id}"
