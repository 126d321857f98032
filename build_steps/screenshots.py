"""The pictures in the README, taken of the real site before a fresh demo district."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path
from typing import Any

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
            _take_student(page, server.address, info.student_username, info.password)
            _take_staff(page, server.address, tomllib.loads((data / demo.NOTES).read_text("utf-8")))
            browser.close()
        finally:
            server.stop()


def _take_student(page: Page, address: str, username: str, password: str) -> None:
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
    page.get_by_test_id("sign-out").click()
    page.get_by_test_id("badge-button").wait_for()


def _take_staff(page: Page, address: str, notes: dict[str, Any]) -> None:
    """A teacher's class, and its badges as they will be printed."""
    import pyotp  # noqa: PLC0415  not needed to build

    teacher = next(each for each in notes["staff"] if each["role"] == "teacher")
    page.goto(f"{address}/staff/")
    page.get_by_test_id("staff-username").fill(teacher["username"])
    page.get_by_test_id("staff-password").fill(teacher["password"])
    page.get_by_test_id("staff-sign-in").click()
    page.get_by_test_id("staff-code").fill(pyotp.TOTP(teacher["totp_secret"]).now())
    page.keyboard.press("Enter")
    page.get_by_test_id("class-row").first.click()
    page.get_by_test_id("student-row").first.wait_for()
    page.screenshot(path=IMAGES / "class.png")
    page.get_by_test_id("print-button").first.click()
    page.get_by_test_id("print-preview").locator("svg").first.wait_for(timeout=120_000)
    page.screenshot(path=IMAGES / "print.png")
