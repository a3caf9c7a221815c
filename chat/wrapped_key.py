"""The key under which everything that was typed in one conversation is sealed, wrapped itself."""

from django.db import models

from chat.vault import Wrapped


class WrappedKey(models.Model):
    """Goes with its conversation; without it every copy of what was typed is noise.

    A table of its own, so that a dump of everything else can be made without it.
    """

    conversation = models.OneToOneField(
        "chat.Conversation", models.CASCADE, primary_key=True, related_name="wrapped_key"
    )
    master = models.CharField(max_length=16, db_index=True)
    """Name of the master key that opens it."""
    key = models.BinaryField()

    def __str__(self) -> str:
        return f"key of {self.conversation_id}, under {self.master}"

    @property
    def wrapped(self) -> Wrapped:
        """As a value."""
        return Wrapped(self.master, bytes(self.key))
