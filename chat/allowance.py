"""What may be sent, by one person or by everybody together: rates as things to spend from."""

import time
from collections import OrderedDict
from functools import cache
from typing import Final

from django.conf import settings

from chat.limits import Bucket
from chat.protocol import Refusal

REMEMBERED: Final = 1_000
"""People of whom is known what they have spent; who was quiet longest is forgotten first."""


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


class Allowances:
    """The same for each of many people, however many connections each has, one after the other or
    at once: ``rate`` a second, and ``burst`` at once."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst = rate, burst
        self._each: OrderedDict[int, Allowance] = OrderedDict()

    def spend(self, whose: int) -> None:
        """Take one of theirs; raises as :meth:`Allowance.spend`. ``whose``: an id."""
        self._each.setdefault(whose, Allowance(self._rate, self._burst))
        self._each.move_to_end(whose)
        if len(self._each) > REMEMBERED:
            self._each.popitem(last=False)
        self._each[whose].spend()


def _of_messages() -> Allowances:
    return Allowances(settings.MITI["MITI_SAY_RATE"], settings.MITI["MITI_SAY_BURST"])


@cache
def of_visitors() -> Allowances:
    """What visitors may say, as the operator set it, by conversation."""
    return _of_messages()


@cache
def of_counselors() -> Allowances:
    """What counselors may say, in all their talks."""
    return _of_messages()
