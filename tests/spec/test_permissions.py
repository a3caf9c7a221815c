"""The table of who may do what: on the pure core, and through the pages and sockets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chat import protocol
from chat.actions import questions
from chat.actions.queueing import Arrival
from chat.models import Conversation
from chat.protocol import Refusal
from chat.sockets.board import BoardSocket
from chat.sockets.client import Closed
from chat.sockets.desk import DeskSocket
from counselors import audit
from counselors.actions import NewCounselor, add_counselor, add_user, give_roles
from counselors.models import (
    Act,
    AuditEntry,
    City,
    Closure,
    Counselor,
    Language,
    Resource,
    Subject,
)
from counselors.permissions import Grant
from tests.chat_people import hash_of, visitor_key
from tests.spec.permissions_table import HERE, PURE, THERE, Who, table
from transcripts.models import ReviewSample

Ask = Callable[[Client, User], bool]


@pytest.mark.parametrize("who", table(), ids=lambda who: who.says)
def test_the_table_holds_on_the_pure_core(who: Who) -> None:
    assert {question for question, may in PURE.items() if may(who.held)} == who.may


@pytest.mark.parametrize("who", table(), ids=lambda who: who.says)
def test_the_table_holds_through_pages_and_sockets(world: dict[str, Ask], who: Who) -> None:
    user = _somebody(who)
    browser = Client()
    browser.force_login(user)
    assert {question for question, ask in world.items() if ask(browser, user)} == who.may


def test_every_question_is_asked_both_ways(world: dict[str, Ask]) -> None:
    assert set(world) == set(PURE)
    assert set[str]().union(*(who.may for who in table())) == set(PURE)


def _somebody(who: Who) -> User:
    user = add_user("eve", "!")
    homes = [grant.city for grant in who.held if grant.role == "counselor"]
    if homes and homes[0]:
        add_counselor(_new("eve", homes[0]), user)
    give_roles(user, who.held)
    return user


def _new(name: str, city: str) -> NewCounselor:
    return NewCounselor(username=name, alias=name.title(), city=city, languages={"fr": 1.0})


@pytest.fixture
def world(db: None) -> dict[str, Ask]:
    """Two cities with something of everything in each, and how each question is asked there."""
    Language.objects.create(code="fr", name="Français")
    subject = Subject.objects.create(key="working", names={"en": "w"}, hints={"en": "w"})
    for key in (HERE, THERE):
        City.objects.create(key=key, names={"en": key})
    closed = {city: _closed_in(city) for city in (HERE, THERE, None)}
    kept = {city: _resource_of(city) for city in (HERE, THERE, None)}
    lines = {city: _line_of(city) for city in (HERE, THERE, None)}
    alice, bram = (
        add_counselor(_new(name, city), add_user(name, "!"))
        for name, city in (("alice", HERE), ("bram", THERE))
    )
    give_roles(bram.user, [Grant("coordinator", THERE)])
    return {
        "desk": lambda browser, user: _both(browser, user, "/desk/", DeskSocket),
        "answer left questions": _answers(_left_question()),
        "board": lambda browser, user: _both(browser, user, "/board/", BoardSocket),
        "switch the guard": lambda _browser, user: _switches_the_guard(user),
        "statistics": lambda browser, _user: _reads_statistics(browser),
        "admin": lambda browser, _user: browser.get("/admin/").status_code == 200,
        "change the hours here": _saves(City.objects.get(pk=HERE)),
        "change the hours there": _saves(City.objects.get(pk=THERE)),
        "close a day here": _saves(closed[HERE]),
        "close a day there": _saves(closed[THERE]),
        "close a day everywhere": _saves(closed[None]),
        "change a counselor here": _saves(alice),
        "change a counselor there": _saves(bram),
        "reset the password of a counselor here": _resets(alice),
        "reset the password of a coordinator": _resets(bram),
        "export texts": _exports(kept[HERE], kept[None]),
        "change a resource here": _saves(kept[HERE]),
        "change a resource there": _saves(kept[THERE]),
        "change a shared resource": _saves(kept[None]),
        "read the trail here": _shows(lines[HERE]),
        "read the trail there": _shows(lines[THERE]),
        "read the shared trail": _shows(lines[None]),
        "read a review sample here": _reviews(HERE),
        "read a review sample there": _reviews(THERE),
        "change the roles of a user": _saves(alice.user),
        "delete a subject": lambda browser, _user: (
            _page(browser, subject, "delete").status_code == 200
        ),
    }


def _closed_in(city: str | None) -> Closure:
    return Closure.objects.create(city_id=city, day="2027-03-01", names={"fr": "Fermé"})


def _resource_of(city: str | None) -> Resource:
    row = Resource.objects.create(key=f"about-{city or 'all'}")
    row.cities.set(City.objects.filter(pk=city))
    return row


def _line_of(city: str | None) -> AuditEntry:
    audit.record("alice", Act.OPENED, f"in {city}", datetime(2027, 1, 1, tzinfo=UTC), city=city)
    return AuditEntry.objects.get(about=f"in {city}")


def _left_question() -> Conversation:
    arrival = Arrival(hash_of(visitor_key()), "fr", THERE, None, "fr", uuid4(), "Bonjour")
    return questions.ask(arrival, timezone.now())


def _answers(row: Conversation) -> Ask:
    """The list, the question and the texts for it agree."""
    pages = ("/desk/questions/", f"/desk/questions/{row.ref}/", f"/desk/questions/{row.ref}/texts")

    def ask(browser: Client, _user: User) -> bool:
        (status,) = {browser.get(page).status_code for page in pages}
        return status == 200

    return ask


def _reads_statistics(browser: Client) -> bool:
    """The page and its files agree; nothing is published yet."""
    shown = browser.get("/statistics/").status_code == 200
    for page in ("2025-01.csv", "report/2025/"):
        assert shown == (browser.get(f"/statistics/{page}").status_code == 404)
    return shown


def _reviews(city: str) -> Ask:
    """The sample, and the list that it stands in."""
    row = ReviewSample.objects.create(
        city=city, subject="working", language="fr", kept_since="2027-01-01",
        lines=[["visitor", "Bonjour"]],
    )  # fmt: skip
    page = f"/statistics/samples/{row.pk}/"

    def ask(browser: Client, _user: User) -> bool:
        listed = page.encode() in browser.get("/statistics/samples/").content
        assert listed == (browser.get(page).status_code == 200)
        return listed

    return ask


def _exports(*rows: Resource) -> Ask:
    wish = {"action": "export_table", "_selected_action": [row.pk for row in rows]}
    listing = reverse("admin:counselors_resource_changelist")
    return lambda browser, _user: browser.post(listing, wish).status_code == 200


def _page(browser: Client, row: Any, page: str = "change") -> Any:
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return browser.get(reverse(name, args=[row.pk]))


def _saves(row: Any) -> Ask:
    """Whether the row's page is there and offers to save."""
    return lambda browser, _user: b'name="_save"' in _page(browser, row).content


def _resets(row: Counselor) -> Ask:
    """Whether the counselor's page takes a new password."""
    return lambda browser, _user: b'name="new_password"' in _page(browser, row).content


def _shows(row: Any) -> Ask:
    return lambda browser, _user: _page(browser, row).status_code == 200


def _both(browser: Client, user: User, page: str, socket: type[DeskSocket | BoardSocket]) -> bool:
    """The page and its socket agree."""
    shown = browser.get(page).status_code == 200
    try:
        socket({}, _nowhere).admit(user)
        admitted = True
    except Closed:
        admitted = False
    assert shown == admitted
    return shown


def _switches_the_guard(user: User) -> bool:
    """As the board's socket does it for whoever it has admitted."""
    board = BoardSocket({}, _nowhere)
    board._user = user
    try:
        board._switch(protocol.SetGuard(on=True))
    except Refusal:
        return False
    return True


async def _nowhere(_message: Any) -> None:
    """Nobody listens."""
