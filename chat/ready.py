"""Ready-made texts for one talk: found, suggested and shared, with their places filled."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, Protocol

from django.conf import settings

from chat import logbook, protocol
from chat.actions.sharing import Card
from chat.actions.sharing import share as share_card
from chat.protocol import Ready, Refusal, Share
from counselors import timetable, variables
from counselors.models import Counselor
from counselors.search import Doc, Wish, search, suggest
from counselors.selectors import names_of
from counselors.shelf import Shelf, shelf

MOST: Final = 20
SUGGESTED: Final = 3


class About(Protocol):
    """What a text is for: a talk, or a left question; null as on the wire."""

    @property
    def language(self) -> str:
        """Its code."""

    @property
    def subject(self) -> str | None:
        """Its key."""

    @property
    def city(self) -> str | None:
        """Its key."""


def found(counselor: Counselor, about: About | None, text: str, now: datetime) -> tuple[Ready, ...]:
    """What fits the typed text and the talk; without a talk, for the counselor's own city."""
    here = shelf(now)
    return _ready(
        here, search(here.index, _wish(counselor, about, text), MOST), counselor, about, now
    )


def suggested(
    counselor: Counselor, about: About, conversation: int, now: datetime
) -> tuple[Ready, ...]:
    """What could help with everything that the visitor wrote so far; already shared is left out."""
    here = shelf(now)
    wish = _wish(counselor, about, logbook.visitor_text(conversation))
    shared = logbook.shared_resources(conversation)
    docs = suggest(here.index, wish, SUGGESTED + len(shared))
    fresh = [doc for doc in docs if doc.key not in shared][:SUGGESTED]
    return _ready(here, fresh, counselor, about, now)


def share(
    counselor: Counselor, about: About, conversation: int, command: Share, now: datetime
) -> None:
    """Send the resource as a card; raises :class:`Refusal` ``not_found`` when it is gone."""
    here = shelf(now)
    known = [doc for doc in here.index.docs if doc.key == command.resource]
    ready = _ready(here, known, counselor, about, now, (command.language,))
    if not ready:
        raise Refusal("not_found")
    one = ready[0]
    card = Card(one.key, one.kind, one.language, one.title, one.text, one.link)
    share_card(conversation, counselor.pk, command.key, card, now)


def while_you_wait(
    city: str | None, subject: str | None, language: str, now: datetime, most: int
) -> tuple[Ready, ...]:
    """The best for a visitor who waits, or comes while closed: in their language only."""
    here = shelf(now)
    docs = search(here.index, Wish("", language, subject or None, city), len(here.index.docs))
    own = [
        doc
        for doc in docs
        if language in doc.texts and here.kinds[doc.key] != "helpline"
        and (subject in doc.subjects if subject else doc.subjects)
    ]  # fmt: skip
    if not own:
        return ()  # a language that nobody knows has no words for hours either
    values = _values(None, city, subject, language, now)
    return tuple(_one(here, doc, (language,), values) for doc in own[:most])


def _wish(counselor: Counselor, about: About | None, text: str) -> Wish:
    if about is None:
        return Wish(text, city=counselor.city_id)
    return Wish(text, about.language, about.subject, about.city or counselor.city_id)


def _ready(
    here: Shelf,
    docs: Iterable[Doc],
    counselor: Counselor,
    about: About | None,
    now: datetime,
    first: tuple[str, ...] = (),
) -> tuple[Ready, ...]:
    """Each in the talk's language, else in the first that there is."""
    own = (about.language,) if about else tuple(_spoken(counselor))
    city = about.city if about else None
    subject = about.subject if about else None
    ready = []
    for doc in docs:
        languages = (*first, *own, *(code for code, _ in settings.LANGUAGES))
        code = next((each for each in languages if each in doc.texts), "")
        values = (
            _values(counselor, city, subject, code, now) if _has_places(here, doc, code) else {}
        )
        ready.append(_one(here, doc, (code,), values))
    return tuple(ready)


def _spoken(counselor: Counselor) -> list[str]:
    return list(counselor.language_skills.values_list("language_id", flat=True))


def _has_places(here: Shelf, doc: Doc, code: str) -> bool:
    found_there = here.version(doc.key, (code,))
    return found_there is not None and "{" in found_there[1].body


def _one(here: Shelf, doc: Doc, languages: tuple[str, ...], values: Mapping[str, str]) -> Ready:
    found_there = here.version(doc.key, languages)
    assert found_there is not None, "the index and the versions are made together"
    code, version = found_there
    text = variables.fill(version.body, values)[: protocol.MAX_TEXT]
    subjects = tuple(sorted(doc.subjects))
    return Ready(doc.key, here.kinds[doc.key], code, version.title, text, version.link, subjects)


def _values(
    counselor: Counselor | None,
    city: str | None,
    subject: str | None,
    language: str,
    now: datetime,
) -> dict[str, str]:
    """What is known of the places of a text; what is not, the text itself says otherwise."""
    named_city, named_subject = names_of(city, subject, language)
    return {
        "city": named_city,
        "subject": named_subject,
        "counselor_alias": counselor.alias if counselor else "",
        "opening_hours": timetable.hours_in_words(city, language, now) if city else "",
    }
