"""Hashes of secrets that somebody else keeps, and of numbers that are nobody's business."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from django.utils.crypto import salted_hmac


def hash_of_key(key: str) -> str:
    """The hash (SHA-256, hex) by which a visitor's talk is found: 256 random bits need no salt."""
    return sha256(key.encode()).hexdigest()


def fingerprint(code: str) -> str:
    """The keyed hash (SHA-256, hex) of a return code: without the service's key, 55 bits of
    randomness could be tried out. A new ``MITI_SECRET_KEY`` makes all codes useless."""
    return salted_hmac("miti.return_code", code, algorithm="sha256").hexdigest()


def key_of(counselor: int) -> str:
    """The name of a counselor on the desks' wire: always the same, and says nothing."""
    digest = salted_hmac("chat.colleagues", str(counselor), algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:12]).decode()
