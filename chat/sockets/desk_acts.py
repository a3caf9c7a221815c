"""What a counselor asks for and the desk only stores: one function a command, in a database
thread. What is answered comes back as hints, like everybody else's."""

from datetime import datetime
from functools import singledispatch

from django.conf import settings

from chat import colleagues, plain, protocol, selectors
from chat.actions import (
    accompanying,
    closing,
    correcting,
    filing,
    handing,
    holding,
    presence,
    reopening,
    speaking,
    talking,
)
from chat.actions.handing import Target
from chat.protocol import Command, Refusal
from chat.texts import message
from counselors import shelving
from counselors.models import DutyState
from counselors.selectors import exists


@singledispatch
def act(command: Command, counselor: int, now: datetime) -> None:
    """Do what ``counselor`` asks for; raises :class:`Refusal`."""
    raise Refusal("unknown_type")


def found(ref: str) -> int:
    """Id of the conversation with this name; whose it is, is checked where it is changed."""
    conversation = selectors.by_ref(ref)
    if conversation is None:
        raise Refusal("not_found")
    return conversation


@act.register
def _(command: protocol.SetDuty, counselor: int, now: datetime) -> None:
    state = DutyState(command.state)
    presence.set_duty(counselor, state, command.slots, now, command.ends_at)


@act.register
def _(command: protocol.Accept, counselor: int, now: datetime) -> None:
    talking.accept(found(command.ref), counselor, now)


@act.register
def _(command: protocol.Decline, counselor: int, now: datetime) -> None:
    talking.decline(found(command.ref), counselor, now)


@act.register
def _(command: protocol.Pick, counselor: int, now: datetime) -> None:
    talking.pick(found(command.ref), counselor, now)


@act.register
def _(command: protocol.Correct, counselor: int, now: datetime) -> None:
    text = message(command.text)
    correcting.correct(found(command.ref), counselor, command.seq, command.key, text, now)


@act.register
def _(command: protocol.HandOver, counselor: int, now: datetime) -> None:
    asked = _called(command.counselor) if command.counselor else None
    target = Target(asked, command.subject, command.language, command.city)
    handing.hand_over(found(command.ref), counselor, target, plain.clean(command.note), now)


@act.register
def _(command: protocol.Invite, counselor: int, now: datetime) -> None:
    colleague, note = _called(command.counselor), plain.clean(command.note)
    accompanying.invite(found(command.ref), counselor, colleague, command.key, note, now)


def _called(key: str) -> int:
    colleague = colleagues.called(key)
    if colleague is None:
        raise Refusal("not_found")
    return colleague


@act.register
def _(command: protocol.WhisperTo, counselor: int, now: datetime) -> None:
    text = message(command.text)
    accompanying.whisper(found(command.ref), counselor, command.key, text, now)


@act.register
def _(command: protocol.StepAside, counselor: int, now: datetime) -> None:
    accompanying.step_aside(found(command.ref), counselor)


@act.register
def _(command: protocol.AskLanguage, counselor: int, now: datetime) -> None:
    if not exists(None, None, command.language):
        raise Refusal("not_found")
    speaking.ask(found(command.ref), counselor, command.language)


@act.register
def _(command: protocol.AskFile, counselor: int, now: datetime) -> None:
    filing.ask(found(command.ref), counselor, now)


@act.register
def _(command: protocol.Close, counselor: int, now: datetime) -> None:
    subject, outcome, depth = command.subject, command.outcome, command.depth
    if subject and not exists(None, subject, settings.LANGUAGE_CODE):
        raise Refusal("not_found")
    closing.close(found(command.ref), counselor, subject, outcome, now, depth)


@act.register
def _(command: protocol.Hold, counselor: int, now: datetime) -> None:
    holding.set_aside(found(command.ref), counselor, now)


@act.register
def _(command: protocol.GoOn, counselor: int, now: datetime) -> None:
    holding.go_on(found(command.ref), counselor, now)


@act.register
def _(command: protocol.Reopen, counselor: int, now: datetime) -> None:
    reopening.reopen(found(command.ref), counselor, now)


@act.register
def _(command: protocol.Block, counselor: int, now: datetime) -> None:
    closing.block(found(command.ref), counselor, command.reason, now)


@act.register
def _(command: protocol.Used, counselor: int, now: datetime) -> None:
    shelving.count_use(command.resource)
