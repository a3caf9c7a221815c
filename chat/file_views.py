"""What a visitor sent, for the two sides of that talk and for nobody else.

It comes in by ``miti.receiving``. It goes out as a file of its own kind, which no browser runs,
guesses at, keeps, or shows inside another site.
"""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from chat import files
from chat.cleaning import ENDINGS, TYPES, Clean
from chat.protocol import Refusal
from chat.sealing import hash_of_key
from counselors import selectors

KEY: Final = "miti-key"
"""The header that says whose visitor asks: an address would stand in histories and logs."""
CODE: Final = "miti-code"
"""The same for who came with a return code."""


@require_safe
@login_required
def for_desk(request: HttpRequest, file: str) -> HttpResponse:
    """To who has the talk, and to colleagues who look on; ``?save``: not to be shown but kept."""
    counselor = selectors.counselor_of(request.user.pk)
    found = files.for_counselor(file, counselor.pk) if counselor else None
    return _answer(found, save="save" in request.GET)


@require_safe
def for_visitor(request: HttpRequest, ref: str, file: str) -> HttpResponse:
    """To the visitor who sent it, who says their key."""
    digest = hash_of_key(request.headers.get(KEY, ""))
    code = request.headers.get(CODE)
    try:
        found = files.of_visitor(ref, file, digest, code)
    except Refusal:
        found = None
    return _answer(found, save=True)


def _answer(found: Clean | None, *, save: bool) -> HttpResponse:
    if found is None:
        raise Http404
    answer = HttpResponse(found.data, content_type=TYPES[found.kind])
    # a PDF is always saved: browsers refuse to show one in a sandbox
    how = "attachment" if save or found.kind == "pdf" else "inline"
    answer["Content-Disposition"] = f'{how}; filename="miti.{ENDINGS[found.kind]}"'
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(answer, no_store=True, private=True)
    return answer
