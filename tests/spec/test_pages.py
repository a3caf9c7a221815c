"""Every address of the service is placed: open to anybody, about oneself, or in the table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from counselors.staff_site import Gate
from tests.spec.permissions_table import PURE

FOR_ANYBODY = {
    "root",
    "health",
    "set_language",
    "visitor",
    "front",
    "outdated",
    "ready-texts",
    "exit-questions",
    "answer-notice",
    "open-data",
    "open-data-file",
    "visitor-file",
    "accessibility",
    "privacy",
    "simple",
    "embed-script",
    "embed-state",
    "talk-words",
}
ABOUT_ONESELF = ("account_", "mfa_", "openid_connect_")
"""How the names begin of the pages about signing in."""
TO_ONES_OWN_PAGE = "home-of-staff"
BY_ROLE: dict[str, tuple[str, dict[str, str]]] = {
    "desk": ("desk", {}),
    "desk-file": ("desk", {"file": "f"}),
    "questions": ("answer left questions", {}),
    "question": ("answer left questions", {"ref": "r"}),
    "question-texts": ("answer left questions", {"ref": "r"}),
    "board": ("board", {}),
    "statistics": ("statistics", {}),
    "statistics-report": ("statistics", {"year": "2025"}),
    "samples": ("read a review sample here", {}),
    "sample": ("read a review sample here", {"number": "1"}),
    "remarks": ("statistics", {}),
    "statistics-export": ("statistics", {"period": "2025-01", "kind": "csv"}),
}
"""By name: the question of the table that opens it, and how it is addressed."""


def names(resolver: URLResolver) -> Iterator[str]:
    for each in resolver.url_patterns:
        if not isinstance(each, URLResolver):
            yield each.name or str(each.pattern)
        elif each.namespace != "admin":
            yield from names(each)


def test_every_page_is_placed() -> None:
    pages = {name for name in names(get_resolver()) if not name.startswith(ABOUT_ONESELF)}
    assert pages == FOR_ANYBODY | {TO_ONES_OWN_PAGE} | set(BY_ROLE)
    assert {question for question, _ in BY_ROLE.values()} <= set(PURE)


def test_every_page_of_the_admin_asks_the_one_gate() -> None:
    foreign = [model for model, page in admin.site._registry.items() if not isinstance(page, Gate)]
    assert foreign == []
    inlines: list[Any] = [each for page in admin.site._registry.values() for each in page.inlines]
    assert all(issubclass(each, Gate) for each in inlines)


@pytest.mark.parametrize("name", [*BY_ROLE, TO_ONES_OWN_PAGE])
def test_whoever_is_not_signed_in_is_led_to_the_sign_in_page(db: None, name: str) -> None:
    _, where = BY_ROLE.get(name, ("", {}))
    answer = Client().get(reverse(name, kwargs=where))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
