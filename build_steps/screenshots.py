"""The pictures in the README, taken of the real site before a fresh demo district."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from build_steps import chromium, site
from build_steps.paths import ROOT
from build_steps.progress import step

IMAGES = ROOT / "docs" / "images"
LAPTOP = {"width": 1366, "height": 768}
"""A usual Chromebook's window."""


def run() -> None:
    """Take every picture anew."""
    from harmony_server import demo  # noqa: PLC0415  not needed to build
    from tests.running import Server  # noqa: PLC0415  the tests know how to run one

    dist = site.ensure()
    browser_path = chromium.ensure()
    with step("Screenshots"), tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        info = demo.ensure(data)
        server = Server(data, dist, Path(folder) / "server.log")
        server.start()
        try:
            browser = playwright.chromium.launch(executable_path=browser_path)
            page = browser.new_page(viewport=LAPTOP, locale="en-US", reduced_motion="reduce")  # type: ignore[arg-type]
            _take(page, server.address, info.student_username, info.password)
            browser.close()
        finally:
            server.stop()


def _take(page: Page, address: str, username: str, password: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-stage=ready]", timeout=60_000)
    page.screenshot(path=IMAGES / "start.png")
    page.get_by_role("link", name="Use a password").click()
    page.get_by_test_id("username").fill(username)
    page.get_by_test_id("password").fill(password)
    page.get_by_test_id("sign-in").click()
    page.locator("main > [data-screen=success]").click()
    page.wait_for_function("() => [...document.images].every(image => image.complete)")
    page.screenshot(path=IMAGES / "dashboard.png")
