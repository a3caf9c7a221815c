"""What a loading has done, for whoever started it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from counselors.models import City, Language, Subject

Row = City | Language | Subject


@dataclass
class Report:
    """Rows by kind and key, like “city brussels”; ``unlisted`` are in no file (and are kept)."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anything was written."""
        return bool(self.created or self.changed)

    def lines(self) -> list[str]:
        """One line for each kind of news; none if there is none."""
        news = {
            "created": self.created,
            "changed": self.changed,
            "kept, though in no file": self.unlisted,
        }
        return [f"{what}: {', '.join(rows)}" for what, rows in news.items() if rows]

    def put(self, model: type[Row], pk: str, values: Mapping[str, Any]) -> bool:
        """Bring one row in line with ``values``; True if it is new."""
        name = f"{model.__name__.lower()} {pk}"
        row = model.objects.filter(pk=pk).first()
        if row is None:
            model.objects.create(pk=pk, **values)
            self.created.append(name)
        elif any(getattr(row, key) != value for key, value in values.items()):
            model.objects.filter(pk=pk).update(**values)
            self.changed.append(name)
        return row is None
