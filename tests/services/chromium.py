"""The browsers of the journeys: the system's Chromium, installed where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress

from tests.services.process import Missing

FONTS = ("fonts-noto-core", "fonts-noto-color-emoji")
WITHOUT = (
    # a toolbar drawn by a renderer of its own, in every window: as much work as the page itself
    "InitialWebUI", "PreloadTopChromeWebUI", "WebUIToolbar", "WebUIReloadButton",
    "WebUIBackForwardButton", "WebUIHomeButton", "WebUILocationBar", "WebUISplitTabsButton",
    "WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup",
    # what Playwright leaves out too, whose list this one replaces: it would ask other hosts
    "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "MediaRouter", "OptimizationHints",
    "NetworkTimeServiceQuerying", "PreconnectToSearch", "AimEnabled", "LensOverlay",
)  # fmt: skip
"""Parts of Chromium that no page of ours needs."""
FLAGS = (
    f"--disable-features={','.join(WITHOUT)}",
    "--no-sandbox",  # it cannot make its sandbox as root, and it only visits our own pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def headless_shell() -> str:
    """Chromium without windows, which leaves the processor to the pages; else the whole one."""
    with suppress(Missing):
        return _program("chromium-headless-shell")
    return chromium()


def chromium() -> str:
    """Where Chromium is; under root on Debian it is installed first if need be (half a minute).

    :raises Missing: with the command to run, where we may not install it ourselves.
    """
    return shutil.which("chromium-browser") or _program("chromium")


def _program(package: str) -> str:
    found = shutil.which(package)
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(package)
        found = shutil.which(package)
    if found is None:
        raise Missing(f"no Chromium; run: sudo apt-get install {' '.join((package, *FONTS))}")
    return found


def _install(package: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-y", "-o", "DPkg::Lock::Timeout=300"]
    for step in (["update"], ["install", "--no-install-recommends", package, *FONTS]):
        done = subprocess.run(
            [*apt, *step], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["it did not say why"]
            raise Missing(f"apt-get {step[0]} failed: {lines[-1]}")
