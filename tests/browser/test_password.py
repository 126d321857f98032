"""Student id and password: works before Python, without Python, and says what is wrong."""

from __future__ import annotations

import tomllib

import pytest

from tests.browser.conftest import Open, Watched
from tests.running import Server

pytestmark = pytest.mark.browser


def demo_account(server: Server) -> tuple[str, str]:
    """The demo's student id and password."""
    demo = tomllib.loads((server.data / "demo.toml").read_text("utf-8"))
    return str(demo["student"]["username"]), str(demo["student"]["password"])


def sign_in(browser: Watched, username: str, password: str) -> None:
    """Fill in the form and send it."""
    browser.page.get_by_test_id("username").fill(username)
    browser.page.get_by_test_id("password").fill(password)
    browser.page.get_by_test_id("sign-in").click()


def test_a_password_needs_no_python(portal: Server, open_browser: Open) -> None:
    """With every file of Pyodide blocked, student id and password still open the dashboard."""
    username, password = demo_account(portal)
    browser = open_browser(camera="none", service_workers="block")
    browser.context.route("**/runtime/**", lambda route: route.abort())
    browser.context.route("**/*.whl", lambda route: route.abort())
    browser.page.goto(portal.address)
    browser.page.get_by_role("link", name="Use a password").click()
    sign_in(browser, username, password)
    browser.page.get_by_test_id("app-tile").first.wait_for()
    browser.wait_for_stage("signed-in")


def test_the_form_says_what_is_missing(portal: Server, open_browser: Open) -> None:
    """An empty form is not sent: a summary takes the focus and names both fields."""
    browser = open_browser()
    browser.page.goto(f"{portal.address}/#password")
    browser.page.get_by_test_id("sign-in").click()
    summary = browser.page.get_by_test_id("password-error")
    assert summary.is_visible()
    assert summary.evaluate("element => element === document.activeElement")
    assert browser.page.title().startswith("! ")
    assert browser.page.get_by_test_id("username").get_attribute("aria-invalid") == "true"
    assert not [request for request in browser.requests if request[0] == "POST"]


def test_a_wrong_password_is_told_without_saying_which(server: Server, open_browser: Open) -> None:
    """A wrong password and an unknown student id look the same, and the form keeps the id."""
    username, _ = demo_account(server)
    browser = open_browser()
    browser.page.goto(f"{server.address}/#password")
    words = []
    for name in (username, "nobody-has-this"):
        sign_in(browser, name, "not the password")
        summary = browser.page.get_by_test_id("password-error")
        summary.wait_for()
        words.append(summary.inner_text())
        assert browser.page.get_by_test_id("username").input_value() == name
        browser.page.reload()
    assert words[0] == words[1]


def test_too_many_tries_lead_to_a_rest(server: Server, open_browser: Open) -> None:
    """After several wrong passwords the page says how long to wait, and counts down."""
    username, _ = demo_account(server)
    browser = open_browser()
    browser.page.goto(f"{server.address}/#password")
    for _ in range(8):
        if browser.shown() == "wait":
            break
        with browser.page.expect_response("**/api/v1/session"):
            sign_in(browser, username, "not the password")
        browser.page.wait_for_selector(
            "html:is([data-screen=wait], [data-screen=password]):not([data-stage=checking])"
        )
    browser.page.wait_for_selector("html[data-screen=wait]")
    assert "second" in browser.page.locator("main > [data-screen=wait] [data-slot=countdown]").inner_text()


def test_a_keyboard_is_enough(portal: Server, open_browser: Open) -> None:
    """From the door to the dashboard and out again without a mouse."""
    username, password = demo_account(portal)
    browser = open_browser(camera="none")
    page = browser.page
    page.goto(portal.address)
    page.get_by_role("link", name="Use a password").focus()
    page.keyboard.press("Enter")
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.get_by_test_id("app-tile").first.wait_for()
    page.get_by_test_id("sign-out").focus()
    page.keyboard.press("Enter")
    page.get_by_test_id("badge-button").wait_for()


def test_signing_out_leaves_nothing(portal: Server, open_browser: Open) -> None:
    """After signing out the page holds no name, no tile, no password, and the session is dead."""
    username, password = demo_account(portal)
    browser = open_browser()
    page = browser.page
    page.goto(f"{portal.address}/#password")
    sign_in(browser, username, password)
    name = page.get_by_test_id("student-name")
    name.wait_for()
    given_name = name.inner_text()
    page.get_by_test_id("sign-out").click()
    page.get_by_test_id("badge-button").wait_for()
    assert given_name not in page.content()
    assert page.get_by_test_id("password").input_value() == ""
    status = page.evaluate("fetch('/api/v1/dashboard').then(answer => answer.status)")
    assert status == 401


def test_a_reload_keeps_the_visit(server: Server, open_browser: Open) -> None:
    """Reloading the dashboard, also after the server was started anew, shows it again."""
    username, password = demo_account(server)
    browser = open_browser()
    browser.page.goto(f"{server.address}/#password")
    sign_in(browser, username, password)
    browser.page.get_by_test_id("dashboard").wait_for()
    server.stop()
    server.start()
    browser.page.reload()
    browser.page.get_by_test_id("app-tile").first.wait_for()


def test_a_visit_that_ended_meanwhile_leads_to_a_door_that_works(portal: Server, open_browser: Open) -> None:
    """A session that is over by the next visit opens no dashboard; the scanner is made ready for the next."""
    browser = open_browser()
    page = browser.page
    page.goto(f"{portal.address}/#password")
    sign_in(browser, *demo_account(portal))
    page.get_by_test_id("dashboard").wait_for()
    browser.context.clear_cookies()
    page.goto(portal.address)
    page.reload()  # the address differed by its fragment alone
    browser.wait_for_stage("ready")
    assert browser.shown() == "start"
