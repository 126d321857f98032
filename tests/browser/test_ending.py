"""The last minute of a session: it is told, a tap or a key prolongs it, and then nothing stays on screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import Open, Watched
from tests.browser.test_history import wait_for_screen
from tests.browser.test_password import demo_account, sign_in
from tests.running import Server

pytestmark = pytest.mark.browser

MINUTE_MS = 60_000


def last_minute(portal: Server, open_browser: Open, longest_s: int = 36_000) -> Watched:
    """A child is in, and by the page's clock for one minute more; the page is told what is the longest."""
    browser = open_browser(camera="none", service_workers="block")
    page = browser.page

    def tell(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        answer = route.fetch()
        body = answer.json()
        body["session"]["longest_seconds_left"] = longest_s
        return route.fulfill(response=answer, json=body)

    page.context.route("**/api/v1/session", tell)
    page.clock.install()
    page.goto(f"{portal.address}/#password")
    sign_in(browser, *demo_account(portal))
    browser.wait_for_stage("signed-in")
    page.clock.run_for(59 * MINUTE_MS)
    return browser


def is_in(page: Page, portal: Server) -> bool:
    """Whether the server has a session for this browser."""
    return page.context.request.get(f"{portal.address}/api/v1/dashboard").ok


def test_a_key_or_a_tap_keeps_the_door_open(portal: Server, open_browser: Open) -> None:
    """T-13: The last minute hides the dashboard and has the focus on its answer; whoever answers goes on."""
    browser = last_minute(portal, open_browser)
    page = browser.page
    wait_for_screen(page, "ending")
    assert page.locator("[data-screen=ending] [data-action=stay]:focus").count() == 1
    assert not page.get_by_test_id("dashboard").is_visible()
    browser.requests.clear()
    page.keyboard.press("x")
    wait_for_screen(page, "dashboard")
    assert [url for _, url, _ in browser.requests if url.endswith("/dashboard")]
    page.clock.run_for(59 * MINUTE_MS)
    wait_for_screen(page, "ending")
    page.locator("main > [data-screen=ending] svg.pic").click()
    wait_for_screen(page, "dashboard")


def test_whoever_does_not_answer_is_signed_out(portal: Server, open_browser: Open) -> None:
    """T-13: When the time is over nothing of the child is on screen, and the server knows of no session."""
    browser = last_minute(portal, open_browser)
    page = browser.page
    wait_for_screen(page, "ending")
    page.clock.fast_forward(MINUTE_MS)
    wait_for_screen(page, "session-ended")
    assert not page.get_by_test_id("app-tile").count()
    page.wait_for_function("() => localStorage.getItem('harmony.signed-in') === null")
    assert not is_in(page, portal)


def test_the_longest_time_is_not_prolonged(portal: Server, open_browser: Open) -> None:
    """T-13: Where a tap cannot help it is said; the apps can be gone back to, until the time is over."""
    browser = last_minute(portal, open_browser, longest_s=3600)
    page = browser.page
    wait_for_screen(page, "ending-last")
    browser.requests.clear()
    page.keyboard.press("x")
    assert browser.shown() == "ending-last"
    page.get_by_role("button", name="Back to my apps").click()
    wait_for_screen(page, "dashboard")
    assert not [url for _, url, _ in browser.requests if url.endswith("/dashboard")]
    page.clock.fast_forward(MINUTE_MS)
    wait_for_screen(page, "session-ended")
