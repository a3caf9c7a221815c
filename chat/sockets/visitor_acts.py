"""What a visitor asks for and the socket only stores: one function a command, in a database
thread. What is answered comes back as hints, like everybody else's."""

from datetime import datetime
from functools import singledispatch

from chat import protocol
from chat.actions import (
    closing,
    handing,
    holding,
    parting,
    presence,
    questions,
    sharing,
    speaking,
)
from chat.lifecycle import Cause
from chat.protocol import Command, Refusal
from chat.sockets import choices


@singledispatch
def act(command: Command, conversation: int, now: datetime) -> None:
    """Do what the visitor of this conversation asks for; raises :class:`Refusal`."""
    raise Refusal("unknown_type")


@act.register
def _(command: protocol.LeaveQuestion, conversation: int, now: datetime) -> None:
    questions.leave_question(conversation, Cause.QUESTION_LEFT, now)


@act.register
def _(command: protocol.ComeBack, conversation: int, now: datetime) -> None:
    questions.come_back(conversation, now)


@act.register
def _(command: protocol.StillHere, conversation: int, now: datetime) -> None:
    presence.visitors_are_here([conversation], now)
    holding.keep(conversation, now)


@act.register
def _(command: protocol.StayWith, conversation: int, now: datetime) -> None:
    handing.stay(conversation, now)


@act.register
def _(command: protocol.UseLanguage, conversation: int, now: datetime) -> None:
    choices.use_language(conversation, command.language, now)


@act.register
def _(command: protocol.KeepLanguage, conversation: int, now: datetime) -> None:
    speaking.keep(conversation, command.language, now)


@act.register
def _(command: protocol.Useful, conversation: int, now: datetime) -> None:
    sharing.found_useful(conversation, command.seq)


@act.register
def _(command: protocol.Answer, conversation: int, now: datetime) -> None:
    parting.answer(conversation, command.said)


@act.register
def _(command: protocol.Leave, conversation: int, now: datetime) -> None:
    closing.leave(conversation, now)


@act.register
def _(command: protocol.Erase, conversation: int, now: datetime) -> None:
    closing.erase(conversation, now)
