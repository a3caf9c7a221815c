"""Reading logs: what was said in conversations, opened with their keys. Nothing here writes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import Q, QuerySet

from chat import protocol, vault
from chat.keyring import Keys, Sealed, keys_of
from chat.models import Author, LogEntry

PAGE = 500
SHORT = 20
"""Letters of a message on average, at the least: so no more messages are read than that takes."""


def entries_after(conversation: int, seq: int) -> list[tuple[int, bytes]]:
    """Number and frame of the entries after ``seq``, in order; at most :data:`PAGE`."""
    found = entries_of_each({conversation: seq}, PAGE)
    return found.get(conversation, [])


def entries_of_each(after: Mapping[int, int], most: int) -> dict[int, list[tuple[int, bytes]]]:
    """By conversation, the same for many: all that come after its number; ``most`` altogether."""
    wanted = Q(*(Q(conversation=each, seq__gt=seq) for each, seq in after.items()), _connector=Q.OR)
    rows = LogEntry.objects.filter(wanted).order_by("conversation_id", "seq")
    found: dict[int, list[tuple[int, bytes]]] = {}
    page = list(rows.select_related("conversation").only("conversation__ref", *_ENTRY)[:most])
    for entry, text in with_texts(page):
        one = found.setdefault(entry.conversation_id, [])
        one.append((entry.seq, frame_of(entry.conversation.ref, entry, text)))
    return found


_ENTRY = ("conversation_id", "seq", "key", "author", "at", "sealed", "code", "params")


def with_texts(entries: Sequence[LogEntry]) -> Iterator[tuple[LogEntry, str]]:
    """Each with what was typed."""
    keys = keys_of({entry.conversation_id for entry in entries if entry.sealed})
    for entry in entries:
        yield entry, text_of(keys, entry.conversation_id, entry.seq, entry.sealed)


def text_of(keys: Keys, conversation: int, seq: int, sealed: Sealed) -> str:
    """What was typed in a line of a log."""
    return keys.read(conversation, sealed, vault.of_entry(conversation, seq))


def frame_of(ref: str, entry: LogEntry, text: str) -> bytes:
    """The entry as both sides receive it: encoded once for everybody."""
    return protocol.dump(
        protocol.Entry(
            ref=ref, seq=entry.seq, key=entry.key, at=entry.at.timestamp(), text=text,
            author=_AUTHORS[entry.author], code=entry.code, params=entry.params,
        )
    )  # fmt: skip


_AUTHORS: dict[str, protocol.Author] = {
    "visitor": "visitor",
    "counselor": "counselor",
    "notice": "notice",
}


def texts_of(conversations: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """What the visitors of these conversations have written so far, in order."""
    found: dict[int, tuple[str, ...]] = {}
    for conversation, text in _said(_by_visitors(conversations).order_by("seq")):
        found[conversation] = (*found.get(conversation, ()), text)
    return found


def visitor_text(conversation: int, limit: int = 2000) -> str:
    """The visitor's last words, joined, newest last: at most ``limit`` letters."""
    newest = _by_visitors([conversation]).order_by("-seq")[: limit // SHORT]
    return "\n".join(reversed([text for _, text in _said(newest)]))[-limit:]


def _by_visitors(conversations: Iterable[int]) -> QuerySet[LogEntry]:
    rows = LogEntry.objects.filter(conversation__in=list(conversations), author=Author.VISITOR)
    return rows.exclude(sealed=b"")  # a file says nothing


def _said(entries: QuerySet[LogEntry]) -> Iterator[tuple[int, str]]:
    lines = list(entries.values_list("conversation_id", "seq", "sealed"))
    keys = keys_of({conversation for conversation, *_ in lines})
    for conversation, seq, sealed in lines:
        yield conversation, text_of(keys, conversation, seq, sealed)


def shared_resources(conversation: int) -> frozenset[str]:
    """Keys of the ready-made texts that were sent as cards in this talk."""
    rows = LogEntry.objects.filter(conversation=conversation, code="card")
    return frozenset(each.get("resource", "") for each in rows.values_list("params", flat=True))
