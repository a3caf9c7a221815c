"""Canned resources: one resource, many language versions."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from counselors.models.reference import City, Language, Subject

REVIEW_DAYS = 180


class Kind(models.TextChoices):
    """What somebody gets."""

    ANSWER = "answer", _("answer")
    LINK = "link", _("link")
    DOCUMENT = "document", _("document")
    PROCEDURE = "procedure", _("procedure")
    HELPLINE = "helpline", _("helpline")


class Resource(models.Model):
    """Something worth saying more than once; without subjects or cities it fits all of them."""

    key = models.SlugField(_("key"), unique=True, max_length=64)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ANSWER)
    subjects = models.ManyToManyField(
        Subject, blank=True, related_name="+", verbose_name=_("subjects")
    )
    cities = models.ManyToManyField(City, blank=True, related_name="+", verbose_name=_("cities"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("owner"), help_text=_("Who keeps it true."),
    )  # fmt: skip
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    last_checked = models.DateField(
        _("last checked"), null=True, blank=True, help_text=_("Empty: nobody has checked it yet.")
    )
    review_days = models.PositiveSmallIntegerField(_("days between reviews"), default=REVIEW_DAYS)
    used = models.PositiveIntegerField(_("used"), default=0, editable=False)
    useful = models.PositiveIntegerField(_("found useful"), default=0, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    """Every process that searches looks here whether its index is old."""
    is_demo = models.BooleanField(_("demo"), default=False)

    class Meta:
        """By key."""

        ordering = ("key",)
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="resource_kind"),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                name="resource_forwards",
            ),
        )

    def __str__(self) -> str:
        return self.key


class LinkState(models.TextChoices):
    """What `miti check-links` found behind an address."""

    UNKNOWN = "", _("not checked yet")
    ALIVE = "alive", _("alive")
    DEAD = "dead", _("dead")


class ResourceVersion(models.Model):
    """The resource in one language. Staff write Markdown; visitors get plain text."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="versions")
    language = models.ForeignKey(
        Language, models.PROTECT, related_name="+", verbose_name=_("language")
    )
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"), max_length=4000)
    link = models.URLField(_("link"), max_length=300, blank=True)
    words = models.CharField(
        _("also found by"), max_length=300, blank=True,
        help_text=_("Words that people use for it, with commas between."),
    )  # fmt: skip
    link_state = models.CharField(
        _("link"), max_length=5, choices=LinkState.choices, blank=True, default="", editable=False
    )
    link_checked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        """One version a language."""

        ordering = ("resource", "language")
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        constraints = (
            models.UniqueConstraint(fields=("resource", "language"), name="version_once"),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What was found behind an address says nothing of the one that takes its place."""
        there = ResourceVersion.objects.filter(pk=self.pk).values_list("link", flat=True).first()
        if there not in {None, self.link}:
            self.link_state, self.link_checked_at = LinkState.UNKNOWN, None
            if (only := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*only, "link_state", "link_checked_at"}
        super().save(*args, **kwargs)


class ResourceChange(models.Model):
    """Append-only: who changed what of a resource; what was there before stays readable."""

    resource = models.ForeignKey(Resource, models.SET_NULL, null=True, related_name="changes")
    key = models.CharField(_("key"), max_length=64)
    at = models.DateTimeField(_("at"))
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("who"),
    )  # fmt: skip
    what = models.JSONField(_("what"))
    """By field (“fr.title”): what stood there before and what stands there now."""

    class Meta:
        """Newest first."""

        ordering = ("-at", "-pk")
        verbose_name = _("change of a resource")
        verbose_name_plural = _("changes of resources")

    def __str__(self) -> str:
        return f"{self.key} {self.at:%Y-%m-%d}"
