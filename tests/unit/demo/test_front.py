from __future__ import annotations

import pytest

from miti.demo.front import Service
from miti.problems import Problem


def test_the_socket_has_the_address_of_the_page() -> None:
    assert Service.at("http://127.0.0.1:8000/").socket == "ws://127.0.0.1:8000/ws/visitor"
    assert Service.at("https://demo.example").socket == "wss://demo.example/ws/visitor"


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8000", "ftp://demo.example", "http://", "http://demo.example/fr/"]
)
def test_what_is_no_address_of_a_service_is_said_in_one_line(url: str) -> None:
    with pytest.raises(Problem, match="expected an address like"):
        Service.at(url)
