"""Languages, cities, subjects, first hours and listed closures."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from counselors.files import ClosureEntry
from counselors.loading.listed import Listed, Window, listed
from counselors.loading.report import Report, Row
from counselors.models import City, Closure, Language, OpeningWindow, Subject


def load_reference(config_dir: Path) -> Report:
    """Bring the database in line with the files; a second time changes nothing.

    A city that is new gets its first hours. Raises :class:`ConfigError` and then writes nothing.
    """
    files, report = listed(config_dir), Report()
    with transaction.atomic():
        _put_languages(files, report)
        _put_subjects(files, report)
        _put_cities(files, report)
        for closure in files.closures:
            for city in closure.cities or (None,):
                _put_closure(closure, city, report)
    return report


def reset_hours(config_dir: Path) -> Report:
    """Give every listed city the hours of ``hours.toml`` again, whatever the admin says."""
    files, report = listed(config_dir), Report()
    with transaction.atomic():
        for city in City.objects.filter(pk__in=[entry.key for entry in files.cities]):
            if _put_hours(city, files.windows_of(city.key)):
                report.changed.append(f"hours of {city.key}")
    return report


def _put_languages(files: Listed, report: Report) -> None:
    """Those that only a demo offers are loaded only there, like everything that is."""
    offered = [entry for entry in files.languages if settings.DEMO or not entry.demo]
    for order, entry in enumerate(offered):
        report.put(Language, entry.code, {"name": entry.name, "order": order})
    _note_unlisted(Language, [entry.code for entry in offered], report)


def _put_subjects(files: Listed, report: Report) -> None:
    for order, entry in enumerate(files.subjects):
        values = {"names": entry.names, "hints": entry.hints, "order": order}
        report.put(Subject, entry.key, values)
    _note_unlisted(Subject, [entry.key for entry in files.subjects], report)


def _put_cities(files: Listed, report: Report) -> None:
    for order, entry in enumerate(files.cities):
        values = {"names": entry.names, "timezone": entry.timezone, "order": order}
        if report.put(City, entry.key, {**values, "is_demo": False}):
            _put_hours(City.objects.get(pk=entry.key), files.windows_of(entry.key))
    demo = City.objects.filter(is_demo=True).values_list("pk", flat=True)
    _note_unlisted(City, [*demo, *(entry.key for entry in files.cities)], report)


def _put_hours(city: City, wanted: list[Window]) -> bool:
    """Whether anything had to change."""
    rows = city.windows.order_by("weekday", "opens")
    if list(rows.values_list("weekday", "opens", "closes")) == wanted:
        return False
    rows.delete()
    OpeningWindow.objects.bulk_create(
        OpeningWindow(city=city, weekday=weekday, opens=opens, closes=closes)
        for weekday, opens, closes in wanted
    )
    return True


def _put_closure(closure: ClosureEntry, city: str | None, report: Report) -> None:
    row, is_new = Closure.objects.get_or_create(
        city_id=city, day=closure.day, defaults={"names": closure.names}
    )
    if is_new:
        report.created.append(f"closure {row.day} {city or ''}".rstrip())
    elif row.names != closure.names:
        Closure.objects.filter(pk=row.pk).update(names=closure.names)
        report.changed.append(f"closure {row.day} {city or ''}".rstrip())


def _note_unlisted(model: type[Row], listed_keys: list[str], report: Report) -> None:
    for key in model.objects.exclude(pk__in=listed_keys).values_list("pk", flat=True):
        report.unlisted.append(f"{model.__name__.lower()} {key}")
