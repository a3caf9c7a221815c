"""Writing down that something went because its time was up."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from chat.models import Purged


def note(kind: str, many: int, now: datetime) -> None:
    """So many more went today; call it in the transaction in which they go."""
    if many:
        day = timezone.localtime(now).date()
        row, _ = Purged.objects.get_or_create(kind=kind, day=day)
        Purged.objects.filter(pk=row.pk).update(many=F("many") + many)
