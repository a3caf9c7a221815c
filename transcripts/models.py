"""Coarse facts, and what was published of them. No key, no text, no exact time, no counselor."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from transcripts.facts import LIVE


class Fact(models.Model):
    """What may be known of one closed conversation; coarsened before it is stored."""

    day = models.DateField(_("day"))
    hour_band = models.CharField(_("hour band"), max_length=5)
    city_asked = models.CharField(_("city asked"), max_length=32)
    city_served = models.CharField(_("city served"), max_length=32, blank=True)
    subject_asked = models.CharField(_("subject asked"), max_length=32)
    subject_closed = models.CharField(_("subject closed"), max_length=32, blank=True)
    language = models.CharField(_("language"), max_length=8)
    wait_band = models.CharField(_("wait band"), max_length=12)
    handle_band = models.CharField(_("handle time band"), max_length=12, blank=True)
    message_band = models.CharField(_("message band"), max_length=12)
    outcome = models.CharField(_("outcome"), max_length=16, blank=True)
    ended_by = models.CharField(_("how it ended"), max_length=20)
    channel = models.CharField(_("channel"), max_length=4, default=LIVE)
    resources = models.CharField(_("kinds of resource given"), max_length=64, blank=True)
    satisfaction = models.CharField(_("satisfaction"), max_length=20, blank=True)
    recommend = models.CharField(_("would recommend"), max_length=3, blank=True)
    first_visit = models.CharField(_("first visit"), max_length=3, blank=True)
    found = models.CharField(_("found what was needed"), max_length=3, blank=True, default="")
    depth = models.CharField(_("depth"), max_length=11, blank=True, default="")
    counted_in = models.CharField(_("counted in"), max_length=7, blank=True, default="")
    """The month whose release counts it, like ``2026-10``; empty until one does."""

    class Meta:
        """Asked by day."""

        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        indexes = (
            models.Index(fields=("day", "city_asked"), name="fact_day_city"),
            models.Index(fields=("counted_in", "day"), name="fact_counted_in"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.city_asked} {self.language}"


class Published(models.Model):
    """Figures of one period; never changed, so that nothing can be subtracted."""

    class Origin(models.TextChoices):
        """Where the figures come from."""

        COUNTED = "counted", _("counted")
        IMPORTED = "imported", _("imported")
        DEMO = "demo", _("demo")

    made_on = models.DateField(_("made on"))
    origin = models.CharField(_("origin"), max_length=8, choices=Origin.choices)
    k = models.PositiveSmallIntegerField(_("threshold"))
    tables = models.JSONField(_("tables"))
    """By table, place (names with ``/``) and column: the count, or null where it is hidden."""
    digest = models.CharField(_("checksum"), max_length=64)

    class Meta:
        """In order of time."""

        abstract = True
        ordering = ("period",)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises :class:`AlreadyPublished` for what was stored before."""
        if not self._state.adding:
            raise AlreadyPublished(str(self))
        super().save(*args, **kwargs)


class Release(Published):
    """What was published of one month or year."""

    period = models.CharField(_("period"), max_length=7, unique=True)
    """Like ``2026`` or ``2026-10``."""
    rounded_to = models.PositiveSmallIntegerField(_("rounded to"), default=1)

    class Meta(Published.Meta):
        """In order of time."""

        verbose_name = _("release")
        verbose_name_plural = _("releases")

    def __str__(self) -> str:
        return self.period


class OpenFile(Published):
    """What everybody may have of one year; never made a second time."""

    period = models.CharField(_("period"), max_length=4, unique=True)
    epsilon = models.FloatField(_("privacy spent"))
    """What it costs in differential privacy; 0: small counts are hidden instead."""

    class Meta(Published.Meta):
        """In order of time."""

        verbose_name = _("open-data file")
        verbose_name_plural = _("open-data files")

    def __str__(self) -> str:
        return self.period


class WordCount(models.Model):
    """In how many conversations a word was said, until their month is published.

    What fewer than the threshold have said is kept as a keyed hash: nobody can read it.
    """

    month = models.CharField(max_length=7)
    subject = models.CharField(max_length=32)
    language = models.CharField(max_length=8)
    digest = models.CharField(max_length=32)
    many = models.PositiveIntegerField(default=0)
    word = models.CharField(max_length=30, blank=True, default="")
    """Empty until enough have said it."""

    class Meta:
        """A word has one line in a group."""

        constraints = (
            models.UniqueConstraint(
                fields=("month", "subject", "language", "digest"), name="word_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.month} {self.subject} {self.language}: {self.word or '…'}"


class ReviewSample(models.Model):
    """A redacted talk, kept for some weeks for the training of those who answer."""

    city = models.CharField(_("city"), max_length=32)
    """The one that answered, whose coordinators may read it."""
    subject = models.CharField(_("subject"), max_length=32)
    language = models.CharField(_("language"), max_length=8)
    kept_since = models.DateField(_("kept since"))
    lines = models.JSONField(_("lines"))
    """Pairs of who said it (``visitor``, ``counselor``) and the redacted text."""

    class Meta:
        """The newest first."""

        verbose_name = _("review sample")
        verbose_name_plural = _("review samples")
        ordering = ("-kept_since", "-pk")

    def __str__(self) -> str:
        return f"{self.city} {self.kept_since}"


class Remark(models.Model):
    """What a visitor said at the end, masked. No fact knows of it, nor it of any.

    Its key is drawn by chance, and it is stored anew once it may be told: no order says when it
    came, or beside what.
    """

    month = models.CharField(max_length=7)
    """In which it came, like ``2026-10``."""
    city = models.CharField(max_length=32)
    """The one that was asked; ``any`` also where too few remarked for it to be told."""
    language = models.CharField(max_length=8)
    text = models.TextField()
    told = models.BooleanField(default=False)
    """Its month is over, and enough others like it are told together with it."""

    class Meta:
        """Read by month."""

        indexes = (models.Index(fields=("month", "told"), name="remark_month"),)

    def __str__(self) -> str:
        return f"{self.month} {self.city} {self.language}"


class AlreadyPublished(Exception):
    """What has been published cannot be changed; it could be compared with what it was."""
