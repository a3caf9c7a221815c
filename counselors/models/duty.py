"""Who is on duty now: the row that every claim locks."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counselors.models.people import MAX_SLOTS, Counselor


class DutyState(models.TextChoices):
    """On duty: may be offered people. Paused: keeps the talks, is offered nobody."""

    OFF = "off", _("off duty")
    ON = "on", _("on duty")
    PAUSED = "paused", _("paused")


class Duty(models.Model):
    """One row per counselor. Presence is a lease: whoever does not renew it in time is away."""

    counselor = models.OneToOneField(Counselor, models.CASCADE, related_name="duty")
    state = models.CharField(
        _("state"), max_length=8, choices=DutyState.choices, default=DutyState.OFF
    )
    slots = models.PositiveSmallIntegerField(_("talks at once"), default=2)
    lease_until = models.DateTimeField(_("present until"), null=True, blank=True)
    online = models.BooleanField(_("present"), default=False)
    """What was last announced of the lease; the sweep flips it when the lease has run out."""
    ends_at = models.DateTimeField(_("planned end"), null=True, blank=True)
    """When the counselor means to stop; None: when their city closes."""
    free_since = models.DateTimeField(_("free since"))
    why = models.CharField(_("why the service changed it"), max_length=16, blank=True)

    class Meta:
        """Slots are one to three."""

        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = (
            models.CheckConstraint(
                condition=Q(slots__gte=1) & Q(slots__lte=MAX_SLOTS), name="duty_slots"
            ),
            models.CheckConstraint(condition=Q(state__in=DutyState.values), name="duty_state"),
        )

    def __str__(self) -> str:
        return f"{self.counselor_id} {self.state}"
