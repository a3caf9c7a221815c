# ruff: noqa: E402 - Channels reads the settings when it is imported
"""The yardstick: a bare Channels group relay. It stores nothing, checks nothing, forgets all.

With ``RELAY_REDIS`` it uses the pub/sub layer there, else the layer in memory; both as they come.
"""

from __future__ import annotations

import os
from typing import Any

import django
from django.conf import settings

_redis = os.environ.get("RELAY_REDIS")
_layer: dict[str, Any] = (
    {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [_redis]},
    }
    if _redis
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
)
settings.configure(INSTALLED_APPS=["channels"], CHANNEL_LAYERS={"default": _layer})
django.setup()

from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import re_path


class Relay(AsyncJsonWebsocketConsumer):
    """Passes every message on to its pair, the sender included, as the tutorial does."""

    async def connect(self) -> None:
        self.group = f"pair-{self.scope['url_route']['kwargs']['pair']}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive_json(self, content: Any, **kwargs: Any) -> None:
        await self.channel_layer.group_send(self.group, {"type": "relayed", "content": content})

    async def relayed(self, event: dict[str, Any]) -> None:
        await self.send_json(event["content"])


relay: Any = Relay.as_asgi()
route: Any = re_path(r"^pair/(?P<pair>\d+)$", relay)
application = ProtocolTypeRouter({"websocket": URLRouter([route])})
