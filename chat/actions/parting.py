"""What a visitor says of the service once the conversation has ended."""

from django.db import transaction
from msgspec import structs

from chat import events, parting, vault
from chat.actions import keys
from chat.actions.moving import locked
from chat.events import Hint
from chat.models import ExitAnswers
from chat.protocol import Refusal, Said
from chat.texts import remark


@transaction.atomic
def answer(conversation: int, said: Said) -> None:
    """Keep all answers as they are now, in the place of earlier ones.

    Raises :class:`Refusal` ``wrong_state`` where nothing is asked: see :func:`chat.parting.said`;
    ``too_long``.
    """
    row = locked(conversation)
    if parting.said(row) is None:
        raise Refusal("wrong_state", state=row.state)
    given = {name: value or "" for name, value in structs.asdict(said).items()}
    text = remark(given.pop("remark"))
    sealed = keys.key_of(row.pk).seal(text, vault.of_parting(row.pk)) if text else b""
    ExitAnswers.objects.update_or_create(
        conversation=row, defaults={**given, "sealed_remark": sealed}
    )
    events.after_commit(Hint(events.of_conversation(row.pk), "state"))
