"""The browser of the journeys: the system's Chromium, installed where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess

from tests.services.process import Missing

PACKAGES = ("chromium", "fonts-noto-core", "fonts-noto-color-emoji")
FLAGS = (
    "--no-sandbox",  # it cannot make its sandbox as root, and it only visits our own pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def chromium() -> str:
    """Where Chromium is; under root on Debian it is installed first if need be (half a minute).

    :raises Missing: with the command to run, where we may not install it ourselves.
    """
    found = _on_the_path()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        _install()
        found = _on_the_path()
    if found is None:
        raise Missing(f"no Chromium; run: sudo apt-get install {' '.join(PACKAGES)}")
    return found


def _on_the_path() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def _install() -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-y", "-o", "DPkg::Lock::Timeout=300"]
    for step in (["update"], ["install", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(
            [*apt, *step], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["it did not say why"]
            raise Missing(f"apt-get {step[0]} failed: {lines[-1]}")
