"""A folder for each language, a file for each resource: ``<lang>/<key>.md``.

The head, between two lines of ``---``, holds ``name: value`` lines; the text follows.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from counselors.exchange.entries import OWN, ResourceEntry, Written, fields_of, gathered
from counselors.files import ConfigError

MARK = "---"


def read(folder: Path) -> tuple[ResourceEntry, ...]:
    """Every resource of a folder; raises :class:`ConfigError`."""
    files = sorted(folder.glob("*/*.md"))
    if not files:
        raise ConfigError(folder, "", "expected files like fr/some-key.md")
    return gathered([_version(file) for file in files])


def _version(file: Path) -> Written:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(file, "", f"expected a text in UTF-8 ({error})") from error
    opening, _, rest = text.partition("\n")
    head, closing, body = rest.partition(f"\n{MARK}\n")
    if opening.strip() != MARK or not closing:
        raise ConfigError(file, "", "expected a head between two lines of ---")
    return Written(file, file.stem, file.parent.name, dict(_fields(file, head)), body.strip())


def _fields(file: Path, head: str) -> Iterator[tuple[str, str]]:
    for line in head.splitlines():
        name, colon, value = line.partition(":")
        if not colon:
            raise ConfigError(file, line, "expected “name: value”")
        yield name.strip(), value.strip()


def write(folder: Path, entries: Iterable[ResourceEntry]) -> int:
    """Write the resources; what belongs to all languages goes into the first. Returns files."""
    count = 0
    for entry in entries:
        shared = fields_of(entry)
        for language, version in entry.versions.items():
            own = {name: getattr(version, name) for name in OWN}
            checked = {"last_checked": shared["last_checked"]}
            file = folder / language / f"{entry.key}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_text({**own, **shared, **checked}, version.body), encoding="utf-8")
            shared, count = checked, count + 1
    return count


def _text(fields: dict[str, str], body: str) -> str:
    head = [f"{name}: {_one_line(value)}" for name, value in fields.items() if value]
    return "\n".join([MARK, *head, MARK, "", body, ""])


def _one_line(value: str) -> str:
    """A line break would end the field."""
    return " ".join(value.splitlines())
