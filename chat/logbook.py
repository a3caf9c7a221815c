"""Reading logs: what was said in conversations, opened with their keys. Nothing here writes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import Q

from chat import protocol, vault
from chat.keyring import Keys, Sealed, keys_of
from chat.models import Author, Conversation, LogEntry

PAGE = 500


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
    rows = LogEntry.objects.filter(conversation__in=list(conversations), author=Author.VISITOR)
    said = rows.exclude(sealed=b"")  # a file says nothing
    lines = list(said.order_by("seq").values_list("conversation_id", "seq", "sealed"))
    keys = keys_of({conversation for conversation, *_ in lines})
    for conversation, seq, sealed in lines:
        text = text_of(keys, conversation, seq, sealed)
        found[conversation] = (*found.get(conversation, ()), text)
    return found


def visitor_text(conversation: int, limit: int = 2000) -> str:
    """The visitor's words so far, joined, newest last: for the language hint."""
    return "\n".join(texts_of([conversation]).get(conversation, ()))[-limit:]


def shared_resources(conversation: int) -> frozenset[str]:
    """Keys of the ready-made texts that were sent as cards in this talk."""
    rows = LogEntry.objects.filter(conversation=conversation, code="card")
    return frozenset(each.get("resource", "") for each in rows.values_list("params", flat=True))


def last_seqs(conversations: Iterable[int]) -> dict[int, int]:
    """The last number of each of these logs."""
    rows = Conversation.objects.filter(pk__in=list(conversations))
    return dict(rows.values_list("pk", "last_seq"))
