"""Differential privacy: what is published says nearly the same whether somebody came or not.

The only door to OpenDP, an optional extra.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any


def is_there() -> bool:
    """Whether OpenDP is installed."""
    return find_spec("opendp") is not None


def noised(counts: Sequence[int], reach: int, epsilon: float) -> list[int]:
    """The counts with discrete Laplace noise, none below nought: private up to ``epsilon``.

    ``reach``: of how many of the counts one conversation is a part, each by one. OpenDP itself
    proves how much privacy that costs; raises ``ValueError`` if it is more than ``epsilon``.
    """
    import opendp.prelude as dp  # loads a library of 200 megabytes

    dp.enable_features("contrib")
    space = dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int)
    measured: Any = dp.m.make_laplace(*space, scale=reach / epsilon * (1 + 1e-12))
    if measured.map(reach) > epsilon:
        raise ValueError(f"the noise would cost more than {epsilon}")
    return [max(0, int(each)) for each in measured(list(counts))]
