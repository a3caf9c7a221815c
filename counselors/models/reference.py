"""Cities, subjects, languages and hours: data, loaded from ``config/`` and edited in the admin."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

Names = dict[str, str]


def name_in(names: Names, language: str | None = None) -> str:
    """The name in ``language`` (default: the active one), else English, else any."""
    code = language or get_language() or "en"
    return names.get(code) or names.get("en") or next(iter(names.values()), "")


def check_names(value: object) -> None:
    """Refuse anything but a non-empty object of language codes and non-empty names."""
    good = (
        isinstance(value, dict)
        and value
        and all(
            isinstance(code, str) and isinstance(name, str) and name for code, name in value.items()
        )
    )
    if not good:
        raise ValidationError(_('Expected names by language, like {"fr": "…", "nl": "…"}.'))


class Language(models.Model):
    """A language in which people can be served."""

    code = models.SlugField(_("code"), primary_key=True, max_length=8)
    name = models.CharField(_("own name"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        """Shown in the configured order."""

        ordering = ("order", "code")
        verbose_name = _("language")
        verbose_name_plural = _("languages")

    def __str__(self) -> str:
        return self.name


class City(models.Model):
    """A Cité des métiers. A demo city is always open and is marked as such on every page."""

    key = models.SlugField(_("key"), primary_key=True, max_length=32)
    names = models.JSONField(_("names"), validators=[check_names])
    timezone = models.CharField(_("time zone"), max_length=40, default="Europe/Brussels")
    is_demo = models.BooleanField(_("demo"), default=False)
    review_samples = models.BooleanField(
        _("keep review samples"), default=False,
        help_text=_(
            "One conversation in ten is kept for some weeks for training: names, numbers and"
            " addresses masked, readable for coordinators of this city only. Tell visitors in your"
            " privacy notice."
        ),
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        """Shown in the configured order."""

        ordering = ("order", "key")
        verbose_name = _("city")
        verbose_name_plural = _("cities")

    def __str__(self) -> str:
        return name_in(self.names)


class Subject(models.Model):
    """What a question is about."""

    key = models.SlugField(_("key"), primary_key=True, max_length=32)
    names = models.JSONField(_("names"), validators=[check_names])
    hints = models.JSONField(_("subtitles"), validators=[check_names])
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        """Shown in the configured order."""

        ordering = ("order", "key")
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")

    def __str__(self) -> str:
        return name_in(self.names)


class OpeningWindow(models.Model):
    """One weekly window of live chat, in the city's local time; Monday is 0."""

    city = models.ForeignKey(City, models.CASCADE, related_name="windows", verbose_name=_("city"))
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        """A window lies within one day."""

        ordering = ("city", "weekday", "opens")
        verbose_name = _("opening window")
        verbose_name_plural = _("opening windows")
        constraints = (
            models.UniqueConstraint(fields=("city", "weekday", "opens"), name="window_once"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="window_forwards"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="window_weekday"),
        )

    def __str__(self) -> str:
        return f"{self.city_id} {self.weekday} {self.opens:%H:%M}–{self.closes:%H:%M}"


class Closure(models.Model):
    """A day without live chat, in one city or (city empty) in all, with its name."""

    city = models.ForeignKey(
        City, models.CASCADE, null=True, blank=True, related_name="closures", verbose_name=_("city")
    )
    day = models.DateField(_("day"))
    names = models.JSONField(_("names"), validators=[check_names])

    class Meta:
        """At most one closure a day and city."""

        ordering = ("day", "city")
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        constraints = (
            models.UniqueConstraint(fields=("city", "day"), name="closure_once"),
            models.UniqueConstraint(
                fields=("day",), condition=Q(city=None), name="closure_everywhere_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {name_in(self.names)}"
