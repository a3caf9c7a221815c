"""The pages that a demo's visitors look at before they ask: is this a demo, and who is there?"""

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from miti.demo.choosing import City, World
from miti.problems import Problem

PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Service:
    """A service by its address; ``origin`` like ``http://127.0.0.1:8000``."""

    origin: str

    @classmethod
    def at(cls, url: str) -> "Service":
        """Raises :class:`Problem` when ``url`` is no address of a service."""
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise Problem(f"--url: expected an address like http://127.0.0.1:8000, not “{url}”")
        return cls(f"{parts.scheme}://{parts.netloc}")

    @property
    def socket(self) -> str:
        """Address of the visitors' socket."""
        return self.origin.replace("http", "ws", 1) + "/ws/visitor"

    def check_demo(self) -> None:
        """Raises :class:`Problem` unless this service says that it is a demo."""
        if self._get("/health").get("demo") is not True:
            raise Problem(f"{self.origin} is no demo: invented visitors may not go there")

    def world(self, language: str) -> World:
        """What the page in ``language`` offers now."""
        front = self._get(f"/{language}/front.json")
        try:
            return _world(front)
        except (KeyError, TypeError) as error:
            raise Problem(f"{self.origin} has a front page of another version") from error

    def _get(self, path: str) -> dict[str, Any]:
        """A page of JSON. No redirect is followed: the visitors go to the given address only."""
        parts = urlsplit(self.origin)
        kind = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )
        connection = kind(parts.netloc, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            found = json.loads(answer.read()) if answer.status == 200 else None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Problem(f"no service answers at {self.origin} ({error})") from error
        finally:
            connection.close()
        if not isinstance(found, dict):
            raise Problem(f"{self.origin}{path} does not answer like Miti")
        return found


def _world(front: dict[str, Any]) -> World:
    return World(
        cities=tuple(
            City(each["key"], each["state"] != "closed", each["demo"]) for each in front["cities"]
        ),
        subjects=tuple(each["key"] for each in front["subjects"]),
        languages=tuple(each["code"] for each in front["languages"]),
    )
