"""The project's own Python modules, and which of them are pure."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGES = ("miti", "chat", "counselors", "routing", "transcripts")

# Decided in values: nothing but the standard library, each other, and what they are given.
PURE = (
    "routing",
    "chat.lifecycle",
    "chat.protocol",
    "chat.protocol_document",
    "chat.protocol_glossary",
    "chat.protocol_guide",
    "chat.protocol_types",
    "chat.feed",
    "chat.file_request",
    "chat.language.reading",
    "chat.limits",
    "chat.plain",
    "chat.return_code",
    "counselors.permissions",
    "counselors.search",
    "counselors.variables",
    "miti.demo.acts",
    "miti.demo.choosing",
    "miti.demo.conduct",
    "miti.demo.figures",
    "miti.roster",
    "transcripts.charts",
    "transcripts.disclosure",
    "transcripts.facts",
    "transcripts.figures",
    "transcripts.redaction",
)


class Module(NamedTuple):
    """One source file of the project."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def lines(self) -> int:
        """Lines of the file, comments and blank ones included."""
        return len(self.path.read_text(encoding="utf-8").splitlines())

    @property
    def is_pure(self) -> bool:
        """Whether the module belongs to :data:`PURE`."""
        return any(self.name == pure or self.name.startswith(f"{pure}.") for pure in PURE)


def modules() -> Iterator[Module]:
    """All modules but the migrations, which Django writes."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            place = path.relative_to(ROOT).with_suffix("")
            if "migrations" not in place.parts:
                name = ".".join(place.parts).removesuffix(".__init__")
                yield Module(name, path, ast.parse(path.read_text(encoding="utf-8")))


def imports(module: Module) -> Iterator[str]:
    """The full names of the modules that ``module`` imports."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from {_source(node.module, alias.name) for alias in node.names}


def _source(package: str, name: str) -> str:
    """The module that ``from package import name`` reads: ``name`` may be a module of ours."""
    place = ROOT.joinpath(*package.split("."), name)
    is_module = place.with_suffix(".py").exists() or (place / "__init__.py").exists()
    return f"{package}.{name}" if is_module else package
