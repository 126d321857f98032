"""Leaving while an answer is on its way: nobody who comes next sees what was meant for the one before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import Open
from tests.browser.test_password import demo_account, sign_in
from tests.browser.test_scan import demo_student
from tests.browser.visiting import wait_for
from tests.running import Server

pytestmark = pytest.mark.browser

Print = Callable[[Path, str], Path]
Film = Callable[[Path], Path]


@pytest.fixture
def held() -> list[Route]:
    """Sign-ins on their way, which a test lets go when it likes."""
    return []


def hold_sign_ins(page: Page, held: list[Route]) -> None:
    """Keep every sign-in from reaching the server until `let_go`."""
    page.context.route(
        "**/api/v1/session",
        lambda route: held.append(route) if route.request.method == "POST" else route.continue_(),
    )


def let_go(page: Page, held: list[Route]) -> None:
    """Send what was held and wait until its answer would have come."""
    for route in held:
        route.continue_()
    page.evaluate("fetch('/healthz').then(() => new Promise((done) => setTimeout(done, 500)))")


def assert_nobody_is_in(page: Page) -> None:
    """The door shows, and the server knows of no session here."""
    assert page.get_attribute("html", "data-screen") == "start"
    # A session that crossed with the leaving ends when the worker gets to it; Python may be starting there.
    page.wait_for_function("async () => (await fetch('/api/v1/dashboard')).status === 401")


def test_going_back_ends_a_password_sign_in(portal: Server, open_browser: Open, held: list[Route]) -> None:
    """T-31: Back while the password is checked: no dashboard opens by itself later, and no session stays."""
    browser = open_browser(camera="none")
    page = browser.page
    hold_sign_ins(page, held)
    page.goto(f"{portal.address}/#password")
    sign_in(browser, *demo_account(portal))
    browser.wait_for_stage("checking")
    page.get_by_role("link", name="Back", exact=True).click()
    let_go(page, held)
    assert_nobody_is_in(page)


def test_stopping_ends_a_badge_sign_in(
    portal: Server, open_browser: Open, badge_picture: Print, camera_video: Film, held: list[Route]
) -> None:
    """T-31: Stop while the badge is checked: no dashboard opens by itself later, and no session stays."""
    browser = open_browser(camera_video(badge_picture(portal.data, demo_student(portal.data))))
    page = browser.page
    hold_sign_ins(page, held)
    page.goto(portal.address)
    page.get_by_test_id("badge-button").click()
    browser.wait_for_stage("checking")
    page.evaluate("document.querySelector('[data-action=stop]').click()")
    let_go(page, held)
    assert_nobody_is_in(page)


def test_signing_out_without_a_network_lasts(portal: Server, open_browser: Open) -> None:
    """T-38: No dashboard that was left comes back, in any tab, language or page loaded anew; then it ends."""
    browser = open_browser(camera="none", service_workers="block")
    page, context = browser.page, browser.context
    page.goto(f"{portal.address}/#password")
    sign_in(browser, *demo_account(portal))
    browser.wait_for_stage("signed-in")
    other = context.new_page()
    other.goto(portal.address)
    other.get_by_test_id("dashboard").wait_for()
    context.route("**/api/**", lambda route: route.abort())
    browser.requests.clear()
    page.bring_to_front()
    page.get_by_test_id("sign-out").click()
    for each in (page, other):
        each.wait_for_selector("html[data-screen=start]")
        assert not each.get_by_test_id("app-tile").count()
    page.reload()
    page.get_by_role("link", name="Español").click()
    page.wait_for_selector("html[lang=es][data-screen=start]")
    page.go_forward()
    page.wait_for_selector("html[lang=es][data-screen=start]")
    third = context.new_page()
    third.goto(portal.address)
    third.wait_for_selector("html[lang=es][data-screen=start]")
    assert not [url for _, url, _ in browser.requests if url.endswith("/dashboard")]
    dashboard = f"{portal.address}/api/v1/dashboard"
    assert context.request.get(dashboard).status == 200  # past the routes: the server knows of nothing yet
    context.unroute("**/api/**")
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_for(page, "() => localStorage.getItem('harmony.signed-in') === null")
    assert context.request.get(dashboard).status == 401


def test_a_page_left_while_scanning_comes_back_to_the_door(portal: Server, open_browser: Open) -> None:
    """Back from another page: no dead camera screen waits there."""
    browser = open_browser()
    page = browser.page
    page.goto(portal.address)
    page.get_by_test_id("badge-button").click()
    browser.wait_for_stage("scanning")
    page.goto(f"{portal.address}/family/")
    page.go_back()
    page.get_by_test_id("badge-button").wait_for()
    assert page.get_attribute("html", "data-screen") == "start"
