"""How a setting is read from what an operator wrote; each raises ``ValueError`` that says why."""

from collections.abc import Callable


def flag(text: str) -> bool:
    """Yes or no, in the usual spellings."""
    spellings = {"1": True, "yes": True, "true": True, "on": True}
    spellings |= {"0": False, "no": False, "false": False, "off": False, "": False}
    if text.lower() not in spellings:
        raise ValueError("expected yes or no")
    return spellings[text.lower()]


def words(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def one_of(*choices: str) -> Callable[[str], str]:
    """One of these words."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"expected {' or '.join(choices)}")
        return text

    return read


def positive(text: str) -> float:
    """A number above nought."""
    number = float(text)
    if not number > 0:
        raise ValueError("expected a number above 0")
    return number


def at_most(most: float) -> Callable[[str], float]:
    """A number above nought that is not above this one: what can only be shortened."""

    def read(text: str) -> float:
        number = positive(text)
        if number > most:
            raise ValueError(f"can be shortened, not lengthened: at most {most:g}")
        return number

    return read


def whole(least: int) -> Callable[[str], int]:
    """A whole number from ``least`` on."""

    def read(text: str) -> int:
        number = int(text)
        if number < least:
            raise ValueError(f"expected a whole number from {least} on")
        return number

    return read
