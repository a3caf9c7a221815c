"""What a visitor remarked at the end: what of it outlives the conversation."""

from datetime import date

from django.conf import settings
from django.db.models import Q

from chat import language, logbook, masking, parting
from chat.keyring import NOISE
from chat.models import Conversation, LeftQuestion
from counselors.models import Counselor
from transcripts import actions
from transcripts.facts import ANY


def keep(row: Conversation, today: date) -> None:
    """Keep the remark of a conversation that is being folded, in the caller's transaction.

    It is masked together with what its visitor wrote before, so that a name that was stated there
    is known; and so are the names of those who answered. Of the rest only the month in which it
    was folded, the city that was asked, and the language it is written in are kept with it.
    """
    text = parting.remark(row)
    if not text or text == NOISE:
        return
    before = logbook.texts_of([row.pk]).get(row.pk, ())
    spoken = _language_of(text, row)
    *_, masked = masking.masked([*before, text], spoken, _who_answered(row))
    actions.keep_remark(f"{today:%Y-%m}", row.city_id or ANY, spoken, masked)


def _language_of(text: str, row: Conversation) -> str:
    """The one of the talk, unless it is surely another: the page may speak another one too."""
    pages = tuple(code for code, _ in settings.LANGUAGES)
    found = language.other_than(row.language_id, text, pages, row.page_language)
    return found.language if found else row.language_id


def _who_answered(row: Conversation) -> list[str]:
    """Their names, as the visitor knows them."""
    wrote = LeftQuestion.objects.filter(conversation=row)
    who = Q(pk__in=row.moves.values("counselor")) | Q(pk__in=wrote.values("owner"))
    return list(Counselor.objects.filter(who).values_list("alias", flat=True))
