"""What a visitor says of the service once the conversation has ended."""

from django.db import transaction
from msgspec import structs

from chat import events, parting
from chat.actions.moving import locked
from chat.events import Hint
from chat.models import ExitAnswers
from chat.protocol import Refusal, Said


@transaction.atomic
def answer(conversation: int, said: Said) -> None:
    """Keep all answers as they are now, in the place of earlier ones.

    Raises :class:`Refusal` ``wrong_state`` where nothing is asked: see :func:`chat.parting.said`.
    """
    row = locked(conversation)
    if parting.said(row) is None:
        raise Refusal("wrong_state", state=row.state)
    given = {name: value or "" for name, value in structs.asdict(said).items()}
    ExitAnswers.objects.update_or_create(conversation=row, defaults=given)
    events.after_commit(Hint(events.of_conversation(row.pk), "state"))
