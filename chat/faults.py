"""Doorbells that fail on purpose, so that tests can show that nobody notices."""

import random


class Faults:
    """Loses, doubles and delays hints on purpose: tests only (``MITI_FAULTS``)."""

    def __init__(self, spec: str) -> None:
        odds = dict(part.split("=") for part in spec.split(",") if part)
        self.drop, self.double, self.delay = (
            float(odds.get(name, 0)) for name in ("drop", "double", "delay")
        )
        self._dice = random.Random(odds.get("seed", "0"))  # noqa: S311 - not for secrets

    def copies(self) -> list[float]:
        """Delays in seconds of the copies that arrive; none when the hint is lost."""
        if self._dice.random() < self.drop:
            return []
        count = 2 if self._dice.random() < self.double else 1
        late = self._dice.random() < self.delay
        return [self._dice.random() if late else 0.0 for _ in range(count)]
