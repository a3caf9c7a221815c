"""A made-up city site that shows the button, as a city would: another origin, rules of its own.

The demo answers at ``127.0.0.1`` and at ``localhost``, which are two origins to a browser: this
page stands at the second and embeds from the first.
"""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from counselors import sites
from counselors.files import Demo, read

STRICT: Final = (
    "default-src 'none'; style-src 'self'; img-src data:; "
    "script-src {us}; connect-src {us}; frame-src {us}"
)
"""What a strict site has to allow, and no more: our script, our states, our frame."""


@require_safe
def site(request: HttpRequest) -> HttpResponse:
    """The page, at ``localhost``."""
    host, _, port = request.get_host().partition(":")
    if host != "localhost":
        return HttpResponseRedirect(f"http://localhost:{port}{request.path}")
    city = read(settings.CONFIG_DIR / "demo" / "demo.toml", Demo).city
    us, here = f"http://127.0.0.1:{port}", f"http://localhost:{port}"
    context = {
        "us": us, "city": city.key, "names": city.names,
        "here": here, "allowed": here in sites.origins_of(city.key),
    }  # fmt: skip
    answer = render(request, "demo/site.html", context)
    answer["Content-Security-Policy"] = STRICT.format(us=us)  # this site's own, not ours
    return answer
