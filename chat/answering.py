"""The desk of left questions: what each counselor may see of them, the first promised first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from chat import doors, left_questions, logbook, vault
from chat.keyring import Keys, keys_of
from chat.models import Author, LeftQuestion, LogEntry, Reading
from counselors import opening
from counselors.models import Counselor
from counselors.models.reference import name_in
from routing.working_time import Urgency, urgency


@dataclass(frozen=True, slots=True)
class Said:
    """One line of what was asked and answered; ``alias``: of the counselor, else empty."""

    alias: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What a question is about, by keys; None: whoever asked has chosen none."""

    language: str
    subject: str | None
    city: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """A left question that has no answer yet, as one counselor sees it."""

    conversation: int
    ref: str
    city: str
    subject: str
    language: str
    matter: Matter
    words: tuple[str, ...]
    due_at: datetime | None
    urgency: Urgency
    owner: int | None
    owner_alias: str
    mine: bool
    last_seq: int
    draft: str
    reading: str
    reader_alias: str
    remark: str

    @property
    def to_read(self) -> bool:
        """A colleague asks that somebody else reads the draft."""
        return self.reading == Reading.ASKED and not self.mine


def questions_for(counselor: Counselor, now: datetime) -> tuple[Question, ...]:
    """Everything that still needs an answer in a language of this counselor."""
    rows = _owed_to(counselor).order_by(F("due_at").asc(nulls_last=True), "pk")
    return _questions(rows, counselor, now)


def question_for(counselor: Counselor, ref: str, now: datetime) -> Question | None:
    """The question of this name, if the counselor may see it and it still needs an answer."""
    found = _questions(_owed_to(counselor).filter(conversation__ref=ref), counselor, now)
    return found[0] if found else None


def said(conversation: int) -> tuple[Said, ...]:
    """Both sides' lines, in order."""
    rows = LogEntry.objects.filter(conversation=conversation).exclude(author=Author.NOTICE)
    entries = list(rows.select_related("counselor").order_by("seq"))
    said = list(logbook.with_texts(entries))
    newer = {str(each.params["seq"]): text for each, text in said if each.code == "corrected"}
    return tuple(
        Said(
            each.counselor.alias if each.counselor else "", each.at,
            newer.get(str(each.seq), text),
        )
        for each, text in said
        if each.code != "corrected"
    )  # fmt: skip


def free_for(counselor: Counselor) -> int:
    """How many questions this counselor could take that nobody has."""
    return _owed_to(counselor).filter(owner=None).count()


def _owed_to(counselor: Counselor) -> QuerySet[LeftQuestion]:
    spoken = counselor.language_skills.values("language_id")
    return left_questions.owed().filter(conversation__language__in=spoken)


def _questions(
    owed: QuerySet[LeftQuestion], counselor: Counselor, now: datetime
) -> tuple[Question, ...]:
    rows = list(
        owed.select_related("conversation__city", "conversation__subject", "owner", "reader")
    )
    if not rows:
        return ()
    ids = [row.pk for row in rows]
    words, keys = logbook.texts_of(ids), keys_of(ids)
    # from before the oldest one on: closed days that are over count too
    known = opening.hours_of_cities(min(row.asked_at or now for row in rows))

    def pressing(row: LeftQuestion) -> Urgency:
        since = row.asked_at or now
        hours = doors.answering(row.conversation.city_id, known, since)
        return urgency(hours, since, row.due_at, now)

    return tuple(
        _question(row, counselor.pk, words.get(row.pk, ()), pressing(row), keys) for row in rows
    )


def _question(
    row: LeftQuestion, me: int, words: Iterable[str], pressing: Urgency, keys: Keys
) -> Question:
    talk = row.conversation
    return Question(
        conversation=row.pk, ref=talk.ref, city=name_in(talk.city.names) if talk.city else "",
        subject=name_in(talk.subject.names) if talk.subject else "", language=talk.language_id,
        matter=Matter(talk.language_id, talk.subject_id, talk.city_id),
        words=tuple(words), due_at=row.due_at,
        urgency=pressing, owner=row.owner_id, owner_alias=row.owner.alias if row.owner else "",
        mine=row.owner_id == me, last_seq=talk.last_seq,
        draft=keys.read(row.pk, row.sealed_draft, vault.of_draft(row.pk)), reading=row.reading,
        reader_alias=row.reader.alias if row.reader else "",
        remark=keys.read(row.pk, row.sealed_remark, vault.of_remark(row.pk)),
    )  # fmt: skip
