"""Back, Forward and Escape: a step at a time, the camera off behind them, nobody out or in by them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.test_password import demo_account, sign_in
from tests.browser.test_scan import demo_student
from tests.running import Server

pytestmark = pytest.mark.browser

CAMERA_IS_OFF = "() => document.querySelector('[data-testid=camera]').srcObject === null"
ENTRY = "JSON.stringify(history.state) + location.href"


def go_back(page: Page) -> None:
    """Back as a hand does it: within the page nothing is loaded that could be waited for."""
    page.evaluate("history.back()")


def wait_for_screen(page: Page, name: str) -> None:
    """Wait until a screen shows."""
    page.wait_for_selector(f"html[data-screen={name}]")


@pytest.mark.parametrize("step", ["back", "escape"])
def test_one_step_back_leads_to_the_door(portal: Server, open_browser: Open, step: str) -> None:
    """Back and Escape lead from the camera and from the form to the door, and the camera goes off."""
    browser = open_browser()
    page = browser.page
    page.goto(portal.address)
    for enter, screen in (("badge-button", "scan"), ("", "password")):
        (page.get_by_test_id(enter) if enter else page.locator(".ways [data-action=password]")).click()
        wait_for_screen(page, screen)
        go_back(page) if step == "back" else page.keyboard.press("Escape")
        wait_for_screen(page, "start")
        page.wait_for_function(CAMERA_IS_OFF)
    assert page.url == f"{portal.address}/"


def test_back_signs_nobody_out_and_forward_nobody_in(portal: Server, open_browser: Open) -> None:
    """T-31: Back keeps the dashboard and says how to leave; after signing out no step leads to it again."""
    browser = open_browser(camera="none")
    page = browser.page
    page.goto(f"{portal.address}/#password")
    sign_in(browser, *demo_account(portal))
    browser.wait_for_stage("signed-in")
    go_back(page)
    page.locator("[data-slot=still-in]").wait_for()
    assert browser.shown() == "dashboard"
    assert page.get_by_test_id("sign-out").evaluate("button => button === document.activeElement")
    page.get_by_test_id("sign-out").click()
    wait_for_screen(page, "start")
    page.evaluate("history.forward()")
    page.evaluate("new Promise((done) => setTimeout(done, 300))")
    assert browser.shown() == "start"
    assert not page.get_by_test_id("app-tile").count()


def test_history_holds_no_secret(
    portal: Server,
    open_browser: Open,
    badge_picture: Callable[[Path, str], Path],
    camera_video: Callable[[Path], Path],
) -> None:
    """T-22: no entry that a visit leaves behind has more in it than a screen's name."""
    browser = open_browser(camera_video(badge_picture(portal.data, demo_student(portal.data))))
    page = browser.page
    page.goto(portal.address)
    page.get_by_test_id("badge-button").click()
    page.get_by_test_id("dashboard").wait_for()
    entry = page.evaluate(ENTRY)
    assert entry == f'{{"depth":1,"screen":"dashboard"}}{portal.address}/'
    go_back(page)
    page.locator("[data-slot=still-in]").wait_for()
    assert page.evaluate(ENTRY) == f'{{"depth":0,"screen":"start"}}{portal.address}/'
