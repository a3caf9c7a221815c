"""Resources of files held against what the database knows."""

from collections.abc import Iterable
from pathlib import Path

from counselors.exchange.entries import ResourceEntry
from counselors.loading.listed import check_known
from counselors.models import City, Language, Subject


def check_entries(place: Path, entries: Iterable[ResourceEntry]) -> None:
    """Languages, subjects and cities exist; raises :class:`ConfigError`."""
    languages = list(Language.objects.values_list("pk", flat=True))
    subjects = list(Subject.objects.values_list("pk", flat=True))
    cities = list(City.objects.values_list("pk", flat=True))
    for entry in entries:
        check_known(place, f"{entry.key}, language", entry.versions, languages)
        check_known(place, f"{entry.key}.subjects", entry.subjects, subjects)
        check_known(place, f"{entry.key}.cities", entry.cities, cities)
