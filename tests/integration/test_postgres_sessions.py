"""What PostgreSQL is asked for beside each of our connections."""

from __future__ import annotations

from contextlib import closing
from urllib.parse import quote

import pytest
from django.db.utils import ConnectionHandler

from miti.settings import _postgres

LIMITS = {
    "tcp_keepalives_idle": "15", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3",
    "idle_in_transaction_session_timeout": "1min", "plan_cache_mode": "force_generic_plan",
}  # fmt: skip


def shown(url: str, *names: str) -> dict[str, str]:
    """By name, what holds in a session."""
    line = ConnectionHandler({"default": _postgres(url)})["default"]
    with closing(line.get_new_connection(line.get_connection_params())) as session:
        return {name: session.execute(f"SHOW {name}").fetchone()[0] for name in names}


def test_locks_of_whoever_is_gone_or_stands_still_are_let_go(postgres_url: str) -> None:
    assert shown(postgres_url, *LIMITS) == LIMITS


@pytest.mark.parametrize(
    ("asked", "value"), [("-c idle_in_transaction_session_timeout=5s", "5s"), ("-c geqo=off", None)]
)
def test_the_last_word_is_the_operators_and_ours_hold_beside_it(
    postgres_url: str, asked: str, value: str | None
) -> None:
    found = shown(f"{postgres_url}?options={quote(asked)}", *LIMITS, "geqo")
    changed = {"idle_in_transaction_session_timeout": value} if value else {}
    assert found == {**LIMITS, "geqo": "on" if value else "off", **changed}
