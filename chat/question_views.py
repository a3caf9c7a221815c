"""The pages of left questions: a list by what is promised, and one question to be answered.

Plain forms: they work by keyboard and without scripts; a script only keeps the draft safe.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from chat import answering, plain, protocol, ready
from chat.actions import answers
from chat.actions.answers import WroteMore
from chat.answering import Question
from chat.protocol import Refusal
from chat.views import staff_context
from chat.words import spoken
from chat.words.questions import SAID, URGENCIES
from chat.words.shelf import SHELF
from counselors import audit, selectors, shelving
from counselors.models import Act as Done
from counselors.models import Counselor

Act = Callable[[], None]
LONGEST_REMARK: Final = 500
LONGEST_SEARCH: Final = 100


def _counselor(request: HttpRequest) -> Counselor:
    counselor = selectors.counselor_of(request.user.pk)
    if counselor is None:
        raise PermissionDenied
    return counselor


@login_required
@require_GET
@never_cache
def questions(request: HttpRequest) -> HttpResponse:
    """Everything that still needs an answer from somebody who speaks my languages."""
    found = answering.questions_for(_counselor(request), timezone.now())
    free = [each for each in found if each.owner is None]
    others = [each for each in found if each.owner is not None and not each.mine]
    context = staff_context(request) | {
        "mine": [each for each in found if each.mine],
        "to_read": [each for each in others if each.to_read],
        "free": free,
        "others": [each for each in others if not each.to_read],
        "urgencies": URGENCIES,
    }
    return render(request, "chat/questions.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def question(request: HttpRequest, ref: str) -> HttpResponse:
    """One question: read it, take it, answer it."""
    counselor = _counselor(request)
    found = answering.question_for(counselor, ref, timezone.now())
    if request.method == "POST":
        return _act(request, counselor, found)
    if found is None:
        raise Http404
    who, city, now = request.user.get_username(), found.matter.city, timezone.now()
    audit.record(who, Done.OPENED, ref, now, city=city, detail="left question")
    return _page(request, found, found.draft)


@login_required
@require_safe
@never_cache
def texts(request: HttpRequest, ref: str) -> HttpResponse:
    """Ready-made texts for the answer: those that fit ``text``, or without it what could help."""
    counselor, now = _counselor(request), timezone.now()
    found = answering.question_for(counselor, ref, now)
    if found is None:
        raise Http404
    answer: protocol.Event
    if (text := request.GET.get("text")) is None:
        helping = ready.suggested(counselor, found.matter, found.conversation, now)
        answer = protocol.Suggested(ref, helping)
    else:
        typed = text[:LONGEST_SEARCH]
        answer = protocol.Found(ref, typed, ready.found(counselor, found.matter, typed, now))
    return HttpResponse(protocol.dump(answer), content_type="application/json")


def _page(request: HttpRequest, found: Question, text: str, status: int = 200) -> HttpResponse:
    context = staff_context(request) | {
        "question": found, "said": answering.said(found.conversation), "text": text,
        "longest": protocol.MAX_TEXT, "urgencies": URGENCIES, "words": spoken(SHELF),
        "remark": _remark(request),
    }  # fmt: skip
    return render(request, "chat/question.html", context, status=status)


def _act(request: HttpRequest, counselor: Counselor, found: Question | None) -> HttpResponse:
    """Do what the button says; what was typed comes back whenever it could not be done."""
    wish = request.POST.get("do", "")
    text = plain.clean(request.POST.get("text", ""))[: protocol.MAX_TEXT]
    if found is None:
        context = staff_context(request) | {"text": text or _remark(request)}
        return render(request, "chat/question_gone.html", context, status=410)
    try:
        _deed(wish, request, counselor, found, text)()
    except WroteMore:
        messages.warning(request, str(SAID["wrote_more"]))
    except Refusal as refusal:
        said = "empty" if refusal.code == "malformed" else "refused"
        messages.warning(request, str(SAID[said]))
        return _page(request, found, text or found.draft, status=409)
    else:
        if "quietly" in request.POST:
            return HttpResponse(status=204)
        if wish in SAID:
            messages.success(request, str(SAID[wish]))
    return redirect("questions") if wish in {"send", "put_back", "has_read"} else _again(found)


def _again(found: Question) -> HttpResponse:
    return redirect("question", found.ref)


def _deed(wish: str, request: HttpRequest, who: Counselor, found: Question, text: str) -> Act:
    me, conversation = who.pk, found.conversation
    save = partial(answers.save_draft, conversation, me, text)

    def ask_reading() -> None:
        save()
        answers.ask_reading(conversation, me)

    def send() -> None:
        save()
        if not text:
            raise Refusal("malformed")
        seen = _number(request, "seen") or 0
        answers.send(conversation, who, text, seen, timezone.now())

    deeds: dict[str, Act] = {
        "take": partial(answers.take, conversation, me, _number(request, "owner")),
        "put_back": partial(answers.put_back, conversation, me),
        "draft": save,
        "used": partial(shelving.count_use, request.POST.get("resource", "")),
        "ask_reading": ask_reading,
        "has_read": partial(answers.has_read, conversation, me, _remark(request)),
        "send": send,
    }
    if wish not in deeds:
        raise Refusal("unknown_type")
    return deeds[wish]


def _remark(request: HttpRequest) -> str:
    return plain.clean(request.POST.get("remark", ""))[:LONGEST_REMARK]


def _number(request: HttpRequest, name: str) -> int | None:
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 10 else None
