"""Review samples: some talks of a city that wants them are kept for its training, redacted."""

import secrets
from datetime import date
from typing import Final

from chat import logbook, masking
from chat.keyring import NOISE
from chat.models import Author, Conversation, LogEntry
from counselors.selectors import wants_samples
from transcripts import actions
from transcripts.facts import FactValues

ONE_IN: Final = 10
"""One talk in so many is kept, by chance: nobody knows of a talk that it will be."""


def perhaps(row: Conversation, fact: FactValues, today: date) -> None:
    """Keep a talk that is being folded, if it is its turn, in the caller's transaction.

    Only what was said is kept, by which side, and what it was about: no name, no time, no place in
    the statistics.
    """
    if not (fact.city_served and wants_samples(fact.city_served)) or secrets.randbelow(ONE_IN):
        return
    entries = LogEntry.objects.filter(conversation=row).exclude(author=Author.NOTICE)
    said = [
        (entry.author, text)
        for entry, text in logbook.with_texts(list(entries.order_by("seq")))
        if text and text != NOISE
    ]
    texts = masking.masked([text for _, text in said], row.language_id)
    lines = [[author, text] for (author, _), text in zip(said, texts, strict=True)]
    if lines:
        actions.keep_sample(fact, lines, today)
