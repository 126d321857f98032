"""The pictures in the README and in docs/, taken of the real site before a fresh demo district."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize, sync_playwright

from build_steps import chromium, site
from build_steps.paths import ROOT
from build_steps.progress import step

IMAGES = ROOT / "docs" / "images"
LAPTOP: ViewportSize = {"width": 1366, "height": 768}
"""A usual Chromebook's window."""
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE_MS = 120_000
OFFICE = ("people", "badges", "sign-ins", "apps", "roster", "keys", "record", "settings")
"""The console's views for administrators."""
Notes = Mapping[str, Any]
"""What the demo notes of itself."""


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
            page = browser.new_page(viewport=LAPTOP, locale="en-US", reduced_motion="reduce")
            _take_student(page, server.address, info.student_username, info.password)
            notes = tomllib.loads((data / demo.NOTES).read_text("utf-8"))
            _take_teacher(page, server.address, notes)
            office = browser.new_page(viewport=LAPTOP, locale="en-US", reduced_motion="reduce")
            _take_office(office, server.address, notes)
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


def _take_teacher(page: Page, address: str, notes: Notes) -> None:
    """A teacher's class, a child who is given a code, voiding, and badges as they will be printed."""
    _come_in(page, address, notes, "teacher")
    page.get_by_test_id("class-row").first.wait_for()
    _picture(page, "today")
    page.get_by_test_id("class-row").first.click()
    page.get_by_test_id("student-row").first.wait_for()
    _picture(page, "class")
    page.set_viewport_size(PHONE)
    _picture(page, "class-phone")
    page.set_viewport_size(LAPTOP)
    page.get_by_test_id("student-row").filter(has_text="Working").first.get_by_test_id("student-name").click()
    page.get_by_test_id("backup-code-button").click()
    page.get_by_test_id("backup-code").wait_for()
    _picture(page, "backup-code")
    page.get_by_test_id("void-button").click()
    page.get_by_test_id("what-will-happen").wait_for()
    _picture(page, "void")
    page.go_back()
    page.go_back()
    page.get_by_test_id("student-row").first.wait_for()
    page.get_by_test_id("print-button").first.click()
    page.get_by_test_id("print-preview").locator(".paper svg").wait_for(timeout=PATIENCE_MS)
    _picture(page, "print")


def _take_office(page: Page, address: str, notes: Notes) -> None:
    """What an administrator looks after, view by view."""
    _come_in(page, address, notes, "administrator")
    for view in OFFICE:
        page.goto(f"{address}/staff/#{view}")
        page.locator(f"[data-python={view}] :is(table, .set, [data-testid=import-upload])").first.wait_for(
            timeout=PATIENCE_MS
        )
        _picture(page, f"admin-{view}")
    page.goto(f"{address}/staff/#find?q=10")
    page.get_by_test_id("student-row").first.get_by_test_id("student-name").click()
    page.get_by_test_id("view-as").click()
    page.locator("[data-python=view-as] h1").wait_for()
    _picture(page, "admin-view-as")


def _come_in(page: Page, address: str, notes: Notes, role: str) -> None:
    """Both steps of somebody of the demo's staff."""
    import pyotp  # noqa: PLC0415  not needed to build

    who = next(each for each in notes["staff"] if each["role"] == role)
    page.goto(f"{address}/staff/")
    page.get_by_test_id("staff-username").fill(who["username"])
    page.get_by_test_id("staff-password").fill(who["password"])
    page.get_by_test_id("staff-sign-in").click()
    page.get_by_test_id("staff-code").fill(pyotp.TOTP(who["totp_secret"]).now())
    page.keyboard.press("Enter")
    page.get_by_test_id("staff-name").wait_for()


def _picture(page: Page, name: str) -> None:
    page.screenshot(path=IMAGES / f"{name}.png")
