"""Whatever the audit trail is for leaves its line, whoever did it and by whichever way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from chat.actions import accompanying, closing, handing
from chat.actions.handing import Target
from chat.protocol.basis import BlockReason
from counselors.actions import add_user, forget_second_step, give_roles, off_board
from counselors.admin.details import in_words
from counselors.audit import OPERATOR
from counselors.models import Act, AuditEntry, Closure, Counselor, Resource
from counselors.permissions import Grant
from miti import setup, shelf
from tests import chat_people as people
from tests.chat_people import NOW
from tests.integration.chat.test_question_pages import browser, left, page
from tests.integration.transcripts.test_publishing import TODAY, two_months
from transcripts import publishing
from transcripts.models import Remark, ReviewSample

pytestmark = pytest.mark.django_db
Line = tuple[str, str, str]
"""Who, what, and the details."""


@pytest.fixture(autouse=True)
def house() -> Iterator[None]:
    people.open_house()
    yield
    Resource.objects.all().delete()


def lines() -> set[Line]:
    return set(AuditEntry.objects.values_list("actor", "act", "detail"))


def dora() -> Client:
    """Who may do everything that is done in pages."""
    user = add_user("dora", "!")
    give_roles(user, [Grant("administrator", None)])
    client = Client()
    client.force_login(user)
    return client


def at_work() -> Counselor:
    return people.on_duty(people.alice())


def takes_a_talk(_: Path) -> set[Line]:
    people.talk(at_work())
    return {("alice", Act.OPENED, "")}


def looks_on(_: Path) -> set[Line]:
    alice, bram = at_work(), people.bram()
    accompanying.invite(people.talk(alice).pk, alice.pk, bram.pk, uuid4(), "", NOW)
    return {("bram", Act.OPENED, "looks on")}


def opens_a_left_question(_: Path) -> set[Line]:
    assert browser(people.alice()).get(page(left())).status_code == 200
    return {("alice", Act.OPENED, "left question")}


def hands_over(_: Path) -> set[Line]:
    alice = at_work()
    handing.hand_over(people.talk(alice).pk, alice.pk, Target(city="namur"), "", NOW)
    return {("alice", Act.TRANSFERRED, "")}


def blocks(_: Path) -> set[Line]:
    alice = at_work()
    closing.block(people.talk(alice).pk, alice.pk, "threats", NOW)
    return {("alice", Act.BLOCKED, "threats")}


def exports_statistics(_: Path) -> set[Line]:
    two_months()
    publishing.publish_due(TODAY, None)
    assert dora().get("/statistics/2025-01.xlsx").status_code == 200
    assert AuditEntry.objects.get().about == "2025-01.xlsx"
    return {("dora", Act.EXPORTED, "")}


def exports_texts_in_the_admin(_: Path) -> set[Line]:
    rows = [Resource.objects.create(key=key).pk for key in ("one", "two")]
    wish = {"action": "export_table", "_selected_action": rows}
    answer = dora().post(reverse("admin:counselors_resource_changelist"), wish)
    assert answer.content.startswith("\ufeffkey,language,".encode())
    return {("dora", Act.EXPORTED, "2 as csv")}


def exports_texts_on_the_machine(folder: Path) -> set[Line]:
    Resource.objects.create(key="one")
    shelf.write_out(folder / "texts")
    shelf.write_out(folder / "texts.csv")
    return {(OPERATOR, Act.EXPORTED, "1 as markdown"), (OPERATOR, Act.EXPORTED, "1 as csv")}


def imports_texts(folder: Path) -> set[Line]:
    (folder / "fr").mkdir()
    (folder / "fr" / "one.md").write_text("---\ntitle: Un\n---\n\nUn.\n", encoding="utf-8")
    shelf.bring_in(folder)
    shelf.bring_in(folder)  # nothing new: no line
    return {(OPERATOR, Act.CHANGED_RESOURCE, "1 new, 0 changed")}


def changes_a_resource(_: Path) -> set[Line]:
    row = Resource.objects.create(key="one")
    wish = {"action": "mark_checked", "_selected_action": row.pk}
    dora().post(reverse("admin:counselors_resource_changelist"), wish)
    return {("dora", Act.CHANGED_RESOURCE, "checked")}


def closes_a_day(_: Path) -> set[Line]:
    closed = {"city": "brussels", "day": "2027-03-01", "names_fr": "Inventaire"}
    dora().post(reverse("admin:counselors_closure_add"), closed)
    assert Closure.objects.exists()
    return {("dora", Act.CHANGED_RULES, "added")}


def loads_rules(_: Path) -> set[Line]:
    setup.load_reference()
    (line,) = AuditEntry.objects.all()
    setup.load_reference()  # nothing new: no line
    assert line.about == "reference"
    return {(OPERATOR, Act.CHANGED_RULES, line.detail)}


def resets_hours(_: Path) -> set[Line]:
    setup.load_reference()
    before = lines()
    setup.reset_hours()
    return before | {(OPERATOR, Act.CHANGED_RULES, "0 new, 2 changed")}


def off_boards(_: Path) -> set[Line]:
    people.alice()
    off_board("alice", "dora", NOW)
    forget_second_step("alice", "dora", NOW)
    return {
        ("dora", Act.CHANGED_PERSON, "off-boarded"),
        ("dora", Act.CHANGED_PERSON, "second step forgotten"),
    }


def reads_a_sample(_: Path) -> set[Line]:
    kept = ReviewSample.objects.create(
        city="brussels", subject="working", language="fr", kept_since=NOW.date(), lines=[]
    )
    user = add_user("carl", "!")
    give_roles(user, [Grant("coordinator", "brussels")])
    client = Client()
    client.force_login(user)
    client.get(reverse("sample", args=[kept.pk]))
    return {("carl", Act.REVIEWED, "")}


def reads_remarks(_: Path) -> set[Line]:
    Remark.objects.create(month="2026-10", city="any", language="fr", text="Merci", told=True)
    dora().get(reverse("remarks"))
    return {("dora", Act.REVIEWED, "")}


Deed = Callable[[Path], set[Line]]
DEEDS: dict[Act, tuple[Deed, ...]] = {
    Act.OPENED: (takes_a_talk, looks_on, opens_a_left_question),
    Act.TRANSFERRED: (hands_over,),
    Act.BLOCKED: (blocks,),
    Act.EXPORTED: (exports_statistics, exports_texts_in_the_admin, exports_texts_on_the_machine),
    Act.CHANGED_RESOURCE: (changes_a_resource, imports_texts),
    Act.CHANGED_RULES: (closes_a_day, loads_rules, resets_hours),
    Act.CHANGED_PERSON: (off_boards,),
    Act.REVIEWED: (reads_a_sample, reads_remarks),
}
EACH = [pytest.param(act, deed, id=deed.__name__) for act, deeds in DEEDS.items() for deed in deeds]


def test_every_kind_of_act_is_done_here() -> None:
    assert set(DEEDS) == set(Act)


@pytest.mark.parametrize(("act", "deed"), EACH)
def test_a_deed_leaves_its_line(tmp_path: Path, act: Act, deed: Deed) -> None:
    expected = deed(tmp_path)
    opened = {("alice", str(Act.OPENED), "")}  # before anything else can be done to a talk
    assert expected <= lines() <= expected | opened
    assert {done for _, done, _ in expected} == {act}
    with translation.override("fr"):
        assert [detail for *_, detail in expected if detail and in_words(detail) == detail] == []


def test_a_reason_is_read_in_words_and_what_nobody_knows_as_it_stands() -> None:
    with translation.override("fr"):
        told = [in_words(reason) for reason in get_args(BlockReason)]
        assert told == ["Insultes", "Menaces", "Propos sexuels", "Perturbation"]
        assert in_words("3 new, 12 changed") == "nouveau\u202f: 3, modifié\u202f: 12"
        assert in_words("100 % new") == "100 % new"


def test_an_administrator_reads_the_trail_in_words() -> None:
    alice, reader = at_work(), dora()
    closing.block(people.talk(alice).pk, alice.pk, "threats", NOW)
    line = AuditEntry.objects.get(act=Act.BLOCKED)
    for which, about in (("changelist", ()), ("change", (line.pk,))):
        address = reverse(f"admin:counselors_auditentry_{which}", args=about)
        shown = reader.get(address, headers={"accept-language": "nl"}).content.decode()
        assert "Bedreigingen" in shown, which
        assert "threats" not in shown, which
