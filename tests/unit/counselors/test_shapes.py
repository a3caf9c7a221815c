"""Values are taken into types in threads: the first use of a type is where msgspec crashes."""

from __future__ import annotations

import subprocess
import sys

TOGETHER = """
import sys, threading
from msgspec import Struct
from counselors import shapes

sys.setswitchinterval(1e-6)
VALUES = {"inner": [{"a": "x", "b": [1]}]}

def fresh():
    class Inner(Struct):
        a: str
        b: list[int]
    class Outer(Struct):
        inner: list[Inner]
    return Outer

def use(shape, barrier):
    barrier.wait()
    kept.append(shapes.convert(VALUES, shape).inner[0].b)

kept = []
for _ in range(200):
    shape, barrier = fresh(), threading.Barrier(8)
    threads = [threading.Thread(target=use, args=(shape, barrier)) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
print(kept.count([1]))
"""


def test_eight_threads_may_be_the_first_to_use_a_type() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", TOGETHER], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout.strip()) == (0, "1600")
