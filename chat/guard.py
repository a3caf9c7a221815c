"""The guard at the doors, while machines write: whether it is on, and whose turn it is."""

from django.db import models


class Guard(models.Model):
    """One row, the same for all processes: the guard is on until then, and off by itself."""

    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"on until {self.until}"


class Knock(models.Model):
    """A proof of work that was shown, and when it lets somebody in; nothing says whom."""

    nonce = models.CharField(max_length=32, unique=True)
    """Of the challenge: what is solved once lets in once."""
    entry = models.CharField(max_length=32, blank=True)
    """The queue: key of the city that was chosen; empty for "any city"."""
    turn = models.DateTimeField()
    used = models.BooleanField(default=False)
    until = models.DateTimeField()
    """When the challenge expires: it is good for nothing then, and need not be remembered."""

    class Meta:
        """The end of one queue is looked up by each who comes."""

        indexes = (models.Index(fields=("entry", "turn"), name="knock_queue"),)

    def __str__(self) -> str:
        return f"{self.entry or 'any'} at {self.turn}"
