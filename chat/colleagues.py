"""Who else is on duty, as a counselor may know it who wants to hand a talk over."""

from dataclasses import replace
from datetime import datetime

from chat import picture, protocol
from chat.sealing import key_of
from counselors.models import Duty, DutyState
from routing import matching
from routing.domain import OnDuty, Waiting


def called(key: str) -> int | None:
    """Id of the counselor with this name, if they ever came to a desk."""
    known = Duty.objects.values_list("counselor_id", flat=True)
    return next((each for each in known if key_of(each) == key), None)


def who_could_take(conversation: int, giver: int, now: datetime) -> tuple[protocol.Colleague, ...]:
    """Everybody on duty with the skills for this talk, but its ``giver``; the free ones first."""
    person = picture.person(conversation, now)
    found = [_colleague(each, alias) for each, alias in _able(person, giver, now)]
    return tuple(
        sorted(found, key=lambda each: (not each.free, each.city != person.city, each.alias))
    )


def who_suits(
    asked: protocol.WhoSuits, conversation: int, giver: int, now: datetime
) -> protocol.Suiting:
    """How many there are for this talk, were it handed over as ``asked``."""
    person = picture.person(conversation, now)
    changed = replace(
        person,
        subject=asked.subject or person.subject,
        language=asked.language or person.language,
        city=asked.city or person.city,
    )
    able = [each for each, _ in _able(changed, giver, now)]
    near = sum(asked.city in {None, each.city} for each in able)
    return protocol.Suiting(
        asked.ref, asked.subject, asked.language, asked.city, able=len(able), near=near,
        free=sum(map(_is_free, able)),
    )  # fmt: skip


def _able(person: Waiting, giver: int, now: datetime) -> list[tuple[OnDuty, str]]:
    """Who else on duty has the skills for this person, each with the alias."""
    duties = Duty.objects.exclude(state=DutyState.OFF).exclude(counselor=giver)
    rows = {row.counselor_id: row for row in duties.select_related("counselor")}
    return [
        (each, rows[each.id].counselor.alias)
        for each in picture.on_duty(rows.values(), now)
        if matching.able(person, each, picture.rules(), now.timestamp())
    ]


def _is_free(each: OnDuty) -> bool:
    return each.accepting and matching.free_slots(each, picture.rules()) > 0


def _colleague(each: OnDuty, alias: str) -> protocol.Colleague:
    languages = sorted(each.languages, key=lambda code: (-each.languages[code], code))
    return protocol.Colleague(key_of(each.id), alias, each.city, tuple(languages), _is_free(each))
