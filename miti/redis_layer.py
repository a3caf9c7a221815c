"""channels-redis's pub/sub layer, which sleeps until something comes, and wakes when nothing can.

Its own asks ten times a second whether something has come: a third of what an idle process does.
And when the way to Redis is cut (no answer to the keepalive), redis-py takes that for a pause:
whoever listens would ask again at once, for ever, and nothing else of the process would run.
"""

from typing import Any
from uuid import uuid4

from channels_redis.pubsub import (
    RedisPubSubChannelLayer,
    RedisPubSubLoopLayer,
    RedisSingleShardConnection,
)
from redis.asyncio.client import PubSub
from redis.exceptions import ConnectionError as Cut


class _Line(PubSub):
    async def get_message(self, *asked: Any, **named: Any) -> Any:
        """The next message, however long it takes."""
        return await super().get_message(*asked, **{**named, "timeout": None})

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
