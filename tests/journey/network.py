"""What a page fetches, and what each of it weighs on the line."""

from __future__ import annotations

from playwright.sync_api import Page


class Network:
    """Listens to a page from now on."""

    def __init__(self, page: Page) -> None:
        self._asked: dict[str, str] = {}
        self._received: dict[str, float] = {}
        line = page.context.new_cdp_session(page)
        line.on(
            "Network.requestWillBeSent",
            lambda event: self._asked.update({event["requestId"]: event["request"]["url"]}),
        )
        line.on(
            "Network.loadingFinished",
            lambda event: self._received.update({event["requestId"]: event["encodedDataLength"]}),
        )
        line.send("Network.enable")

    def loaded(self) -> list[tuple[str, float]]:
        """Address and bytes, headers included, of everything that was asked for; fails while
        something is under way, or failed."""
        assert self._received.keys() == self._asked.keys()
        return [(self._asked[each], size) for each, size in self._received.items()]
