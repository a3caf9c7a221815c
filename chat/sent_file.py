"""A picture or a PDF that a visitor sent because a counselor asked for it."""

from django.db import models


class SentFile(models.Model):
    """Made anew from what came, sealed under the conversation's key, and gone with it.

    What it was called is not kept: names of files are often names of people.
    """

    conversation = models.ForeignKey("chat.Conversation", models.CASCADE, related_name="files")
    ref = models.CharField(max_length=16, unique=True)
    """Its random name in addresses."""
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=4)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.kind} in {self.conversation_id}"
