"""A page without scripts: leave one question in writing, read its answer with the code, ask back.

It sets no cookie, so nothing could be done in anybody's name from elsewhere: whose question it is,
the code alone says. What is typed comes in the body of a request, never in an address.
"""

import re
import secrets
from collections import defaultdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from chat import answering, notice_views, selectors
from chat.actions import closing, guarding, questions
from chat.actions.queueing import Arrival
from chat.allowance import Allowance
from chat.code_door import code_door
from chat.protocol import MAX_TEXT, Refusal
from chat.sealing import hash_of_key
from chat.templatetags.opening import promised
from chat.texts import message
from chat.words.desk_refused import REFUSED
from chat.words.visitor import WORDS
from counselors import selectors as known

KEY: Final = re.compile(r"[A-Za-z0-9_-]{43}")
"""Of a form: whoever sends it twice has left one question."""
MOST: Final = (0.5, 60)
"""Texts a second, and at once, that this page takes from everybody together."""


takings: Final = Allowance(*MOST)
"""What this process still takes."""
GUARDED: Final = defaultdict[str | None, Allowance](
    lambda: Allowance(guarding.entry_rate(), guarding.BURST)
)
"""What each entry still takes while the guard is on: no machine that floods one shuts another. A
page without scripts cannot prove anything, so it has queues of its own."""
WAIT: Final = _("Many people write at this moment. Your text is kept: send it again in a minute.")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def simple(request: HttpRequest) -> HttpResponse:
    """The form, or what it asked for."""
    wish = WISHES.get(request.POST.get("do", ""))
    if wish is None:
        return _front(request)
    try:
        return wish(request)
    except Refusal as refusal:
        leaves = request.POST["do"] == "leave"
        wrong = _reason(refusal) if leaves else _not_opened(refusal)
        return _front(request, wrong=wrong, status=422)


def _front(
    request: HttpRequest, *, wrong: str = "", said: str = "", status: int = 200
) -> HttpResponse:
    """Both forms, with what was typed."""
    typed = request.POST
    context: dict[str, Any] = {
        "reference": known.reference(get_language() or "fr"), "wrong": wrong, "said": said,
        "key": secrets.token_urlsafe(32), "typed": {} if said else typed,
        "chosen": typed.get("language") or get_language(), "longest": MAX_TEXT, "rest": "simple/",
    }  # fmt: skip
    return render(request, "chat/simple.html", context, status=status)


def _leave(request: HttpRequest) -> HttpResponse:
    now, typed = timezone.now(), request.POST
    if not KEY.fullmatch(typed.get("key", "")):
        raise Refusal("malformed")
    text, language = message(typed.get("text", "")), typed.get("language", "")
    city, subject = typed.get("city") or None, typed.get("subject") or None
    if not known.exists(city, subject, language):
        raise Refusal("not_found")
    (GUARDED[city] if selectors.guarded_until(now) else takings).spend()
    digest = hash_of_key(typed["key"])
    page = get_language() or language
    row = questions.ask(Arrival(digest, page, city, subject, language, uuid4(), text), now)
    return _shown(request, row.pk, questions.new_code(row.pk))


def _read(request: HttpRequest) -> HttpResponse:
    row = code_door().find(request.POST.get("code", ""))
    return _shown(request, row.pk, request.POST["code"])


def _ask_back(request: HttpRequest) -> HttpResponse:
    typed = request.POST
    row = code_door().find(typed.get("code", ""))
    try:
        key, text = _key_of_line(typed.get("key", "")), message(typed.get("text", ""))
        takings.spend()
        questions.ask_back(row.pk, key, text, timezone.now())
    except Refusal as refusal:
        return _shown(request, row.pk, typed["code"], not_sent=_reason(refusal))
    return _shown(request, row.pk, typed["code"])


def _key_of_line(typed: str) -> UUID:
    """Of a form: whoever sends it twice has written one line."""
    try:
        return UUID(typed)
    except ValueError:
        raise Refusal("malformed") from None


def _notice(request: HttpRequest) -> HttpResponse:
    row = code_door().find(request.POST.get("code", ""))
    wrong = notice_views.acted(request, row.pk, "simple")
    return _shown(request, row.pk, request.POST["code"], no_notice=wrong)


def _erase(request: HttpRequest) -> HttpResponse:
    row = code_door().find(request.POST.get("code", ""))
    closing.erase(row.pk, timezone.now())
    return _front(request, said=str(WORDS["erased"]))


def _shown(
    request: HttpRequest, conversation: int, code: str, *, not_sent: str = "", no_notice: str = ""
) -> HttpResponse:
    """The question with its answer, or until when there will be one; and why what was asked for
    was not done."""
    status = selectors.visitor_status(conversation)
    if status is None:
        raise Refusal("not_found")  # erased, a moment ago
    due = "" if status.due is None or status.answered else _promise(status.due)
    beside = request.POST["do"] in {"read", "notify", "forget"}  # typed while another was pressed
    context = {
        "code": code, "given": request.POST["do"] == "leave", "due": due,
        "said": answering.said(conversation), "language": status.language, "you": WORDS["you"],
        "title": WORDS["answered_title" if status.answered else "left_title"], "rest": "simple/",
        "notice": notice_views.shown(request, conversation, no_notice),
        "asks_back": status.state == "left" or not_sent, "not_sent": not_sent, "key": uuid4(),
        "typed": request.POST.get("text", "") if beside or not_sent else "", "longest": MAX_TEXT,
    }  # fmt: skip
    failed = 422 if not_sent or no_notice else 200
    return render(request, "chat/simple_question.html", context, status=failed)


def _promise(due: float) -> str:
    at = datetime.fromtimestamp(due, tz=timezone.get_default_timezone())
    late = at < timezone.now()
    return str(WORDS["left_late" if late else "left_due"]).format(when=promised(at))


def _reason(refusal: Refusal) -> str:
    """Why a text was not taken."""
    if refusal.code == "too_fast":
        return str(WAIT)
    key = {"malformed": "question_missing", "too_long": "refused_too_long"}
    return str(WORDS[key.get(refusal.code, "refused_other")]).format(limit=MAX_TEXT)


def _not_opened(refusal: Refusal) -> str:
    """Why a code opens nothing."""
    return (
        str(REFUSED["refused.too_fast"])
        if refusal.code == "too_fast"
        else str(WORDS["code_unknown"])
    )


WISHES: Final = {
    "leave": _leave, "read": _read, "ask_back": _ask_back, "notify": _notice, "forget": _notice,
    "erase": _erase,
}  # fmt: skip
