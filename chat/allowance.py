"""What may be sent, by one socket or by everybody together: rates as things to spend from."""

import time

from django.conf import settings

from chat.limits import Bucket
from chat.protocol import Refusal


class Allowance:
    """``rate`` a second, and ``burst`` at once."""

    def __init__(self, rate: float, burst: float) -> None:
        self._bucket = Bucket.full(rate, burst, time.monotonic())

    def spend(self) -> None:
        """Take one; raises :class:`Refusal` ``too_fast``, with the seconds to wait, if none is
        left."""
        self._bucket, wait = self._bucket.take(time.monotonic())
        if wait:
            raise Refusal("too_fast", retry_after=round(wait, 1))


def of_messages() -> Allowance:
    """What a person may say, as the operator set it."""
    return Allowance(settings.MITI["MITI_SAY_RATE"], settings.MITI["MITI_SAY_BURST"])
