"""Reading what visitors sent: who may, and what it is."""

from django.db.models import Q

from chat import vault
from chat.cleaning import KINDS, Clean, Kind
from chat.code_door import code_door
from chat.file_request import CODES, files_left
from chat.keyring import keys_of
from chat.models import Companion, Conversation, SentFile
from chat.vault import Unreadable


def left(row: Conversation) -> int:
    """How many files its visitor may send still."""
    codes = row.entries.filter(code__in=CODES).order_by("seq").values_list("code", flat=True)
    return files_left(codes)


def of_visitor(ref: str, file: str, visitor_hash: str, code: str | None) -> Clean | None:
    """A file of this conversation, for its visitor: by their key, or by its return code.

    Raises :class:`Refusal` for a code that opens nothing.
    """
    if code is None:
        theirs = Q(conversation__visitor_hash=visitor_hash)
    else:
        theirs = Q(conversation=code_door().find(code))
    return _opened(theirs & Q(conversation__ref=ref, ref=file))


def for_counselor(file: str, counselor: int) -> Clean | None:
    """A file of a talk that this counselor has, or is asked to look on."""
    looks_on = Companion.objects.filter(counselor=counselor, ended=False).values("conversation")
    theirs = Q(conversation__counselor=counselor) | Q(conversation__in=looks_on)
    return _opened(theirs & Q(ref=file))


def _opened(which: Q) -> Clean | None:
    """None: there is none, it is gone, or nobody can open it any more."""
    row = SentFile.objects.filter(which).first()
    if row is None:
        return None
    try:
        key = keys_of([row.conversation_id])[row.conversation_id]
        data = key.open_bytes(bytes(row.sealed), vault.of_file(row.conversation_id, row.ref))
    except (KeyError, Unreadable):
        return None
    return Clean(_kind(row.kind), data)


def _kind(stored: str) -> Kind:
    (kind,) = (each for each in KINDS if each == stored)
    return kind
