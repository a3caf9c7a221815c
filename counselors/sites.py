"""What the cities say of themselves in ``config/``: their own websites, and whom to ask there."""

from functools import cache
from pathlib import Path

from django.conf import settings

from counselors.files import Cities, CityEntry, Demo, read


def origins_of(city: str) -> tuple[str, ...]:
    """Of the sites that may show the city's button, and our page in a frame: exactly these.

    None for a city that names none, or does not exist.
    """
    entry = _listed(settings.CONFIG_DIR, settings.DEMO).get(city)
    return entry.origins if entry else ()


def contact_of(city: str) -> str:
    """An address to write to or ring; empty if the city has named none."""
    entry = _listed(settings.CONFIG_DIR, settings.DEMO).get(city)
    return entry.contact if entry else ""


@cache
def _listed(folder: Path, demo: bool) -> dict[str, CityEntry]:  # noqa: FBT001 - a cache's key
    """Read once in the life of a process; the demo city is among them only in a demo."""
    cities: list[CityEntry] = [*read(folder / "cities.toml", Cities).city]
    if demo:
        cities.append(read(folder / "demo" / "demo.toml", Demo).city)
    return {city.key: city for city in cities}
