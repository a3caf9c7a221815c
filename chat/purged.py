"""The receipts of what was deleted because its time was up."""

from django.db import models


class Purged(models.Model):
    """So many of one kind went on one day; nothing says which."""

    kind = models.CharField(max_length=16)
    day = models.DateField()
    many = models.PositiveIntegerField(default=0)

    class Meta:
        """A kind has one line a day."""

        constraints = (models.UniqueConstraint(fields=("kind", "day"), name="purged_once"),)

    def __str__(self) -> str:
        return f"{self.day} {self.kind}: {self.many}"
