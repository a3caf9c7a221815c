"""The audit trail: who did what to which conversation, rule or person. Rows are only ever added."""

from datetime import datetime
from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnly(Exception):
    """The trail is written once: nobody corrects it, and only its age removes a line."""


class Act(models.TextChoices):
    """What was done."""

    OPENED = "opened", _("opened a conversation")
    TRANSFERRED = "transferred", _("handed a conversation over")
    BLOCKED = "blocked", _("blocked a visitor")
    EXPORTED = "exported", _("exported figures or texts")
    CHANGED_RULES = "changed_rules", _("changed hours or rules")
    CHANGED_RESOURCE = "changed_resource", _("changed a resource")
    REVIEWED = "reviewed", _("read or deleted review samples or remarks")
    CHANGED_PERSON = "changed_person", _("changed a person’s account, roles or skills")


class Trail(models.QuerySet["AuditEntry"]):
    """Rows that can be read and added; raises :class:`AppendOnly` for anything else."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("update_conflicts"):
            raise AppendOnly
        return super().bulk_create(objs, *args, **kwargs)

    def delete(self) -> NoReturn:
        raise AppendOnly

    def forget_before(self, moment: datetime) -> int:
        """Remove what was written until ``moment``: the one way out. How many rows that were."""
        return int(self.filter(at__lte=moment)._raw_delete(self.db))  # noqa: SLF001


class AuditEntry(models.Model):
    """One act. It names no visitor and quotes nobody: keys, references and codes only.

    ``actor`` is a user name, kept as text so that the line outlives the account. ``about`` is the
    reference of a conversation or the key of a row, ``detail`` what else is worth knowing.
    """

    at = models.DateTimeField(_("when"), db_index=True)
    actor = models.CharField(_("who"), max_length=150)
    act = models.CharField(_("what"), max_length=20, choices=Act.choices)
    about = models.CharField(_("of what"), max_length=120)
    city = models.CharField(_("city"), max_length=32, blank=True)
    detail = models.CharField(_("details"), max_length=200, blank=True)

    objects = Trail.as_manager()

    class Meta:
        """The newest first."""

        ordering = ("-at", "-pk")
        verbose_name = _("line of the audit trail")
        verbose_name_plural = _("audit trail")
        constraints = (
            models.CheckConstraint(condition=models.Q(act__in=Act.values), name="audit_act"),
        )

    def __str__(self) -> str:
        return f"{self.actor} {self.act} {self.about}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once."""
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Never."""
        raise AppendOnly
