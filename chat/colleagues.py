"""Who else is on duty, as a counselor may know it who wants to hand a talk over."""

from base64 import urlsafe_b64encode
from datetime import datetime

from django.utils.crypto import salted_hmac

from chat import picture, protocol
from counselors.models import Duty, DutyState
from routing import matching
from routing.domain import OnDuty


def key_of(counselor: int) -> str:
    """The name of a counselor on the desks' wire: always the same, and says nothing."""
    digest = salted_hmac("chat.colleagues", str(counselor), algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:12]).decode()


def called(key: str) -> int | None:
    """Id of the counselor with this name, if they ever came to a desk."""
    known = Duty.objects.values_list("counselor_id", flat=True)
    return next((each for each in known if key_of(each) == key), None)


def who_could_take(conversation: int, giver: int, now: datetime) -> tuple[protocol.Colleague, ...]:
    """Everybody on duty with the skills for this talk, but its ``giver``; the free ones first."""
    duties = Duty.objects.exclude(state=DutyState.OFF).exclude(counselor=giver)
    rows = {row.counselor_id: row for row in duties.select_related("counselor")}
    person, rules = picture.person(conversation, now), picture.rules()
    able = [
        (each, rows[each.id].counselor.alias)
        for each in picture.on_duty(rows.values(), now)
        if matching.able(person, each, rules, now.timestamp())
    ]
    found = [_colleague(each, alias) for each, alias in able]
    return tuple(
        sorted(found, key=lambda each: (not each.free, each.city != person.city, each.alias))
    )


def _colleague(each: OnDuty, alias: str) -> protocol.Colleague:
    languages = sorted(each.languages, key=lambda code: (-each.languages[code], code))
    free = each.accepting and matching.free_slots(each, picture.rules()) > 0
    return protocol.Colleague(key_of(each.id), alias, each.city, tuple(languages), free)
