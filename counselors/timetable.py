"""The weekly hours of a city in words: “lundi–vendredi 09:00–12:00”."""

from datetime import datetime
from itertools import groupby

from babel import Locale

from counselors.opening import hours_of_cities
from routing.hours import Window


def hours_in_words(city: str, language: str, now: datetime) -> str:
    """Neighbouring days with the same windows are one span; empty: always open, or not known."""
    hours = hours_of_cities(now).get(city)
    if hours is None or hours.always_open:
        return ""
    names = Locale.parse(language).days["format"]["wide"]
    week = [(day, hours.weekly.get(day, ())) for day in range(7)]
    spans = []
    for windows, days in groupby(week, key=lambda each: each[1]):
        if windows:
            listed = [names[day] for day, _ in days]
            span = listed[0] if len(listed) == 1 else f"{listed[0]}–{listed[-1]}"
            spans.append(f"{span} {_clock(windows)}")
    return ", ".join(spans)


def _clock(windows: tuple[Window, ...]) -> str:
    return " ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in windows)
