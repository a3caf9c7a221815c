"""What is stored of a secret that somebody else keeps: a hash under the service's own key."""

from django.utils.crypto import salted_hmac


def fingerprint(code: str) -> str:
    """The keyed hash (SHA-256, hex) of a return code: without the service's key, 55 bits of
    randomness could be tried out. A new ``MITI_SECRET_KEY`` makes all codes useless."""
    return salted_hmac("miti.return_code", code, algorithm="sha256").hexdigest()
