"""The one door to altcha: a little work that a machine has to do before it may begin.

A browser does it by itself, in a second or less, and nobody is asked to recognise anything. A
challenge is signed and remembered nowhere; the solved one tells everything that it was.
"""

import secrets
from datetime import datetime
from typing import Final

import msgspec
from altcha import Challenge, Payload, create_challenge, solve_challenge, verify_solution
from django.utils.crypto import salted_hmac

KIND: Final = "PBKDF2/SHA-256"
"""What browsers compute themselves (``crypto.subtle``), beside the page and as fast as a server."""
COST: Final = 3_000
"""Iterations of one attempt: a millisecond here, for each challenge that is made."""
ATTEMPTS: Final = range(50, 151)
"""One of these is the right one. So 300,000 iterations are usual, and half as many more the most:
half a second in a browser that is slowed down six times, and 1.2 s at worst."""


def challenge(until: datetime) -> str:
    """A new one, as JSON, to be solved before it expires."""
    made = create_challenge(
        KIND, COST, counter=secrets.choice(ATTEMPTS), expires_at=until,
        hmac_secret=_key("challenge"), hmac_key_secret=_key("solution"),
    )  # fmt: skip
    return msgspec.json.encode(made.to_dict()).decode()


def nonce_of(proof: str) -> str | None:
    """The name of the challenge that is solved; None: it is not, not ours, or has expired."""
    found = verify_solution(proof, _key("challenge"), hmac_key_secret=_key("solution"))
    return Payload.from_base64(proof).challenge.parameters.nonce if found.verified else None


def solve(text: str) -> str:
    """Do the work, as a browser does; raises :class:`ValueError` for what is no challenge."""
    try:
        asked = Challenge.from_dict(msgspec.json.decode(text))
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        raise ValueError("no challenge") from error
    solution = solve_challenge(asked, timeout=0)
    assert solution is not None  # it has as long as it takes
    return Payload(asked, solution).to_base64()


def _key(purpose: str) -> bytes:
    """From the service's own secret: a new ``MITI_SECRET_KEY`` makes all challenges useless."""
    return salted_hmac("chat.proof", purpose, algorithm="sha256").digest()
