"""channels-redis's pub/sub layer, which sleeps until something comes, and wakes when nothing can.

Whoever is in a group is told, in a message of its own, whenever it hears that group from now on:
once it has joined, and each time that the way to Redis is whole again. What was said before is
lost, and channels-redis tells nobody.

Its own asks ten times a second whether something has come: a third of what an idle process does.
And when the way to Redis is cut (no answer to the keepalive), redis-py takes that for a pause:
whoever listens would ask again at once, for ever, and nothing else of the process would run.
"""

from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from channels_redis.pubsub import (
    RedisPubSubChannelLayer,
    RedisPubSubLoopLayer,
    RedisSingleShardConnection,
)
from redis.asyncio.client import PubSub
from redis.exceptions import ConnectionError as Cut

from chat.others import LIVE

GROUP: Final = b"__group__"
"""In channels-redis's name for what is said to a group, before the group's own."""


class _Line(PubSub):
    live: Callable[[bytes], bytes]
    """From what is heard from now on to the message that tells it."""

    async def get_message(self, *asked: Any, **named: Any) -> Any:
        """The next message, however long it takes; that we hear a group from now on is one."""
        came = await super().get_message(timeout=None)
        if came is None or came["type"] == "message":
            return came
        if came["type"] == "subscribe" and GROUP in came["channel"]:
            return {**came, "data": self.live(came["channel"])}
        return None

    async def parse_response(self, *asked: Any, **named: Any) -> Any:
        """What came; raises redis-py's ``ConnectionError``, on which it is connected anew."""
        came = await super().parse_response(*asked, **named)
        line = self.connection
        if came is None and line is not None and not line.health_check_interval:
            await line.disconnect()
            raise Cut("the line to Redis is cut")
        return came


class _Shard(RedisSingleShardConnection):  # type: ignore[misc]
    def _ensure_redis(self) -> None:
        if self._redis is None:
            super()._ensure_redis()
            redis: Any = self._redis
            self._pubsub = _Line(redis.connection_pool)
            self._pubsub.live = self._live

    def _live(self, name: bytes) -> bytes:
        group = name.partition(GROUP)[2].decode()
        told: bytes = self.channel_layer.channel_layer.serialize({"type": LIVE, "group": group})
        return told


class RedisLayer(RedisPubSubChannelLayer):  # type: ignore[misc]
    """A channel layer over Redis for ``CHANNEL_LAYERS``; takes what channels-redis's own takes."""

    async def new_channel(self, prefix: str = "specific.") -> str:
        """A new channel; one that cannot be had, as Redis is away, leaves nothing behind."""
        layer = self._get_layer()
        channel = f"{layer.prefix}{prefix}{uuid4().hex}"
        try:
            await layer._subscribe_to_channel(channel)  # noqa: SLF001
        except BaseException:
            layer.channels.pop(channel, None)
            raise
        return channel

    def _get_layer(self) -> RedisPubSubLoopLayer:
        layer = super()._get_layer()
        if not isinstance(layer._shards[0], _Shard):  # noqa: SLF001
            layer._shards = [_Shard(each.host, layer) for each in layer._shards]  # noqa: SLF001
        return layer
