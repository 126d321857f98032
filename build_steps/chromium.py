"""A Chromium: one on the PATH or, for the tests, Debian's by apt, else Playwright's own."""

from __future__ import annotations

import shutil
from pathlib import Path

from build_steps import debian, progress
from build_steps.environment import PYTHON
from build_steps.paths import ROOT

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> Path | None:
    """The path of a Chromium that this machine has already."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return Path(found) if found else None


def ensure() -> Path:
    """The path of a Chromium, installed first if this machine has none."""
    if found := find():
        return found
    if debian.install("chromium", "Chromium") and (found := find()):
        return found
    return _from_playwright()


def _from_playwright() -> Path:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only developers have it installed

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    if not path.exists():
        progress.run("Playwright's Chromium", [PYTHON, "-m", "playwright", "install", "chromium"], cwd=ROOT)
    return path
