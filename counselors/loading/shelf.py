"""Resources of files held against what the database knows."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from msgspec.structs import replace

from counselors.exchange.entries import ResourceEntry
from counselors.files import Languages, read
from counselors.loading.listed import check_known
from counselors.models import City, Language, Subject


def offered(entries: Iterable[ResourceEntry]) -> tuple[ResourceEntry, ...]:
    """The entries without the versions in a language that only a demo offers, outside one."""
    listed = read(settings.CONFIG_DIR / "languages.toml", Languages).language
    kept_back = {each.code for each in listed if each.demo and not settings.DEMO}
    return tuple(
        replace(entry, versions={k: v for k, v in entry.versions.items() if k not in kept_back})
        for entry in entries
    )


def check_entries(place: Path, entries: Iterable[ResourceEntry]) -> None:
    """Languages, subjects and cities exist; raises :class:`ConfigError`."""
    languages = list(Language.objects.values_list("pk", flat=True))
    subjects = list(Subject.objects.values_list("pk", flat=True))
    cities = list(City.objects.values_list("pk", flat=True))
    for entry in entries:
        check_known(place, f"{entry.key}, language", entry.versions, languages)
        check_known(place, f"{entry.key}.subjects", entry.subjects, subjects)
        check_known(place, f"{entry.key}.cities", entry.cities, cities)
