"""The application for daphne, or any other ASGI server: pages and sockets."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miti.settings")
_django = get_asgi_application()

from chat.sockets.visitor import VisitorSocket  # noqa: E402
from chat.ws_urls import websocket_urlpatterns  # noqa: E402 - needs the apps to be loaded
from miti.origin import ExactOrigin  # noqa: E402
from miti.page_threads import PageThreads  # noqa: E402
from miti.polling import Polling  # noqa: E402
from miti.receiving import Receiving  # noqa: E402
from miti.unwound import Unwound  # noqa: E402

_pages = PageThreads(_django, settings.MITI["MITI_THREADS"])
application = Unwound(
    ProtocolTypeRouter(
        {
            "http": Polling(Receiving(_pages), VisitorSocket.as_asgi()),
            "websocket": ExactOrigin(URLRouter(websocket_urlpatterns)),
        }
    )
)
