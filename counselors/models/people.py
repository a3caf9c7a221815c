"""Counselors, what they can, and who may do what in which city."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counselors.models.reference import City, Language, Subject

MAX_SLOTS = 3


class Counselor(models.Model):
    """Somebody who answers. Visitors see the alias and the city; the partner stays inside."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="counselor", verbose_name=_("user")
    )
    alias = models.CharField(_("alias"), max_length=40)
    city = models.ForeignKey(City, models.PROTECT, related_name="+", verbose_name=_("city"))
    partner = models.CharField(_("partner"), max_length=80, blank=True)
    subjects = models.ManyToManyField(
        Subject, related_name="counselors", verbose_name=_("subjects"), blank=True
    )
    slots = models.PositiveSmallIntegerField(_("talks at once"), default=2)
    is_reserve = models.BooleanField(_("asked last"), default=False)
    is_demo = models.BooleanField(_("demo"), default=False)

    class Meta:
        """Slots are one to three."""

        ordering = ("city", "alias")
        verbose_name = _("counselor")
        verbose_name_plural = _("counselors")
        constraints = (
            models.CheckConstraint(
                condition=Q(slots__gte=1) & Q(slots__lte=MAX_SLOTS), name="counselor_slots"
            ),
        )

    def __str__(self) -> str:
        return self.alias


class LanguageSkill(models.Model):
    """How well a counselor speaks a language, from just enough (0) to like their own (1)."""

    counselor = models.ForeignKey(Counselor, models.CASCADE, related_name="language_skills")
    language = models.ForeignKey(Language, models.PROTECT, verbose_name=_("language"))
    proficiency = models.FloatField(_("proficiency (0 to 1)"), default=1.0)

    class Meta:
        """One line a language."""

        ordering = ("-proficiency", "language")
        verbose_name = _("language skill")
        verbose_name_plural = _("language skills")
        constraints = (
            models.UniqueConstraint(fields=("counselor", "language"), name="language_skill_once"),
            models.CheckConstraint(
                condition=Q(proficiency__gte=0) & Q(proficiency__lte=1), name="language_skill_range"
            ),
        )

    def __str__(self) -> str:
        return f"{self.language_id} {self.proficiency:.1f}"


class RoleName(models.TextChoices):
    """What somebody may do; see ``counselors.permissions``."""

    COUNSELOR = "counselor", _("counselor")
    EDITOR = "editor", _("editor")
    COORDINATOR = "coordinator", _("coordinator")
    ADMINISTRATOR = "administrator", _("administrator")


class Role(models.Model):
    """A role in one city or (city empty) in all."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="roles")
    name = models.CharField(_("role"), max_length=16, choices=RoleName.choices)
    city = models.ForeignKey(
        City, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("city")
    )

    class Meta:
        """A role is given once."""

        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "name", "city"), name="role_once", nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.city_id or '*'})"
