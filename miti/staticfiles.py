"""Static files under names that hold their content's hash, modules and their imports included.

Pages of two versions are served at once while processes are replaced one after the other: what the
last version served stays, and a process also finds what was collected after it began.
"""

import hashlib
import io
import json
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.http import HttpRequest
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

DEPTH: Final = 20
"""How deep modules may import each other; Django's five passes are too few for small modules."""
MANIFEST: Final = "staticfiles.json"
MARK: Final = "collected.txt"
"""Beside the files: of what they were made."""
BEFORE: Final = "before.json"
"""Beside the files, while they are made anew: what was served until then."""


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, rewriting the imports between ES modules too."""

    support_js_module_import_aggregation = True
    max_post_process_passes = DEPTH


class StaticFiles(WhiteNoiseMiddleware):
    """Whitenoise, which lists all files when a process begins and looks at no disk after that."""

    def __init__(self, get_response: Any) -> None:
        """``get_response``: what answers for all that is no file."""
        super().__init__(get_response)
        self.directories.append((f"{self.static_root}/", self.static_prefix))

    def __call__(self, request: HttpRequest) -> Any:
        """Pages of the next version ask for files that were not there yet."""
        url = request.path_info
        if url.startswith(self.static_prefix) and url not in self.files:
            found = self.find_file(url)
            if found is not None:
                self.files[url] = found
        return super().__call__(request)


def is_collected() -> bool:
    """Whether there is anything to serve."""
    return (Path(settings.STATIC_ROOT) / MANIFEST).exists()


def collect() -> None:
    """Copy, hash and compress the static files, unless nothing changed since the last time.

    What changed is seen by content: files of an unpacked release may be older than the last ones.
    Raises ``OSError`` where nothing can be written.
    """
    root, made_of = Path(settings.STATIC_ROOT), _fingerprint()
    mark = root / MARK
    if is_collected() and mark.exists() and mark.read_text(encoding="utf-8") == made_of:
        return
    served = _served(root)  # of the last whole collection, also when one was broken off since
    _remove_all_but(root, {MANIFEST, MARK, BEFORE, *served})
    root.mkdir(parents=True, exist_ok=True)
    (root / BEFORE).write_text(json.dumps(served), encoding="utf-8")
    call_command("collectstatic", verbosity=0, interactive=False, stdout=io.StringIO())
    mark.write_text(made_of, encoding="utf-8")
    (root / BEFORE).unlink()


def _fingerprint() -> str:
    """SHA-256 (hex) of the names and contents of all static files, of the packages' too."""
    digest = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in sorted(finder.list([]), key=lambda each: each[0]):
            with storage.open(name) as file:
                digest.update(name.encode() + b"\0" + file.read())
    return digest.hexdigest()


def _served(root: Path) -> list[str]:
    """The files that pages of the last version ask for."""
    if (root / BEFORE).exists():
        found: list[str] = json.loads((root / BEFORE).read_text(encoding="utf-8"))
        return found
    if not (root / MANIFEST).exists():
        return []
    names = json.loads((root / MANIFEST).read_text(encoding="utf-8"))["paths"].values()
    return [f"{name}{ending}" for name in names for ending in ("", ".gz", ".br")]


def _remove_all_but(root: Path, kept: set[str]) -> None:
    for each in root.rglob("*"):
        if each.is_file() and each.relative_to(root).as_posix() not in kept:
            each.unlink()
