"""A partner organisation with a sign-in of its own: a real OpenID Connect provider."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.services.process import dies_with_us, free_port, running

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def provider(people: Sequence[Mapping[str, object]]) -> Iterator[str]:
    """A program of its own, as a partner's would be: its address; ``people``: their claims."""
    port = free_port()
    known = [word for each in people for word in ("--user-claims", json.dumps(each))]
    program = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *known]
    with running([*dies_with_us(), *program], ready="running on", cwd=str(ROOT)):
        yield f"http://127.0.0.1:{port}"


def partners_file(file: Path, issuer: str) -> str:
    """The file that an operator would write about this partner; where it is."""
    file.write_text(
        '[[partner]]\nkey = "forem"\nname = "Partenaire"\nclient_id = "miti"\nsecret = "hush"\n'
        f'issuer = "{issuer}"\ndomains = ["partner.example"]\n'
    )
    return str(file)
