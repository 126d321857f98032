"""A device that goes from child to child: "Is this you?", a closed lid, idle time, a family's doors."""

from __future__ import annotations

import tomllib

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Watched
from tests.browser.staff import VIOLATIONS, check_state
from tests.browser.test_ending import MINUTE_MS, is_in
from tests.browser.test_history import wait_for_screen
from tests.browser.test_password import demo_account, sign_in
from tests.browser.test_refusals import badge_of
from tests.browser.test_scan import Print, demo_student
from tests.running import Server

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 640}
ASK = "\n[sharing.is_this_you]\neveryone = true\n"
HERE = "document.activeElement.dataset.action"


@pytest.fixture
def asking(server: Server, badge_picture: Print) -> tuple[Server, str]:
    """A district that asks whose badge it is, and the link of a young student's badge."""
    server.stop()
    with (server.data / "district.toml").open("a", encoding="utf-8") as settings:
        settings.write(ASK)
    server.start()
    badge = badge_of(badge_picture(server.data, demo_student(server.data)))
    return server, f"{server.address}/#{badge.decimal}"


def test_a_badge_asks_who_holds_it(asking: tuple[Server, str], open_browser: Open) -> None:
    """T-81: Nothing but name and picture shows before a yes; a page loaded anew, and *Not me*, end it all."""
    server, link = asking
    browser = open_browser(viewport=PHONE)
    browser.context.add_init_script(VIOLATIONS)
    page = browser.page
    page.goto(link)
    wait_for_screen(page, "confirm")
    expect(page.locator("[data-screen=confirm] .name")).not_to_be_empty()
    assert page.evaluate(HERE) == "yes"
    assert not page.get_by_test_id("dashboard").is_visible()
    assert page.get_by_test_id("app-tile").count() == 0
    check_state(page)
    page.reload()
    page.wait_for_function("async () => (await fetch('/api/v1/dashboard')).status === 401")
    assert browser.shown() == "start"
    come_by(page, link)
    page.get_by_test_id("not-me").click()
    wait_for_screen(page, "scan")
    page.wait_for_function("() => localStorage.getItem('harmony.signed-in') === null")
    assert not is_in(page, server)
    come_by(page, link)
    page.keyboard.press("Enter")
    wait_for_screen(page, "dashboard")
    assert page.locator("[data-screen=confirm]").count() == 0
    page.get_by_test_id("next-student").click()
    wait_for_screen(page, "scan")


def come_by(page: Page, link: str) -> None:
    """Come by a badge's link, as a phone's camera opens it."""
    page.goto("about:blank")
    page.goto(link)
    wait_for_screen(page, "confirm")


def at_work(portal: Server, open_browser: Open) -> Watched:
    """A child is in, by the page's own clock."""
    browser = open_browser(camera="none", service_workers="block")
    browser.page.clock.install()
    browser.page.goto(f"{portal.address}/#password")
    sign_in(browser, *demo_account(portal))
    browser.wait_for_stage("signed-in")
    return browser


def test_a_lid_that_was_closed_for_long_leaves(portal: Server, open_browser: Open) -> None:
    """T-83: After a break whoever was in still is; after more than a quarter of an hour nobody is."""
    browser = at_work(portal, open_browser)
    page = browser.page
    page.clock.fast_forward(10 * MINUTE_MS)
    wait_for_screen(page, "dashboard")
    page.clock.fast_forward(16 * MINUTE_MS)
    wait_for_screen(page, "session-ended")
    assert page.get_by_test_id("app-tile").count() == 0
    page.wait_for_function("() => localStorage.getItem('harmony.signed-in') === null")
    assert not is_in(page, portal)


def test_a_page_that_was_thrown_away_meanwhile_leaves_too(portal: Server, open_browser: Open) -> None:
    """T-83: A tab that the device dropped under a closed lid, and loads anew, shows no dashboard."""
    browser = at_work(portal, open_browser)
    page = browser.page
    page.goto("about:blank")
    page.clock.fast_forward(16 * MINUTE_MS)
    page.goto(portal.address)
    page.wait_for_function("async () => (await fetch('/api/v1/dashboard')).status === 401")
    assert browser.shown() == "start"


def test_whoever_uses_the_page_is_not_asked(portal: Server, open_browser: Open) -> None:
    """T-13: A key that was pressed meanwhile keeps the door open, without a question."""
    browser = at_work(portal, open_browser)
    page = browser.page
    page.clock.run_for(30 * MINUTE_MS)
    page.keyboard.press("Tab")
    browser.requests.clear()
    page.clock.run_for(29 * MINUTE_MS + 5000)
    assert browser.shown() == "dashboard"
    assert [url for _, url, _ in browser.requests if url.endswith("/dashboard")]


def keep_a_door(browser: Watched, portal: Server) -> None:
    """A grown-up turns doors on, and has the child's kept."""
    page = browser.page
    browser.context.add_init_script(VIOLATIONS)
    page.goto(f"{portal.address}/family/doors/")
    page.get_by_test_id("doors-switch").click()
    check_state(page)
    page.goto(f"{portal.address}/#password")
    sign_in(browser, *demo_account(portal))
    page.get_by_text("For grown-ups: a door on this device").click()
    page.get_by_test_id("keep-door").click()
    expect(page.get_by_text("The door is kept on this device.")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")  # nothing lies half under the header
    check_state(page)
    page.get_by_test_id("sign-out").click()


def kept(page: Page) -> str:
    """What stands on the device of doors."""
    return str(page.evaluate("localStorage.getItem('harmony.doors') ?? ''"))


def test_a_family_keeps_doors(portal: Server, open_browser: Open) -> None:
    """T-82: A door says who is going in and opens nothing; taken away, nothing of it is left."""
    browser = open_browser(camera="none", viewport=PHONE)
    page = browser.page
    username, password = demo_account(portal)
    keep_a_door(browser, portal)
    wait_for_screen(page, "start")
    page.reload()
    page.get_by_test_id("own-door").click()
    expect(page.get_by_test_id("username")).to_have_value(username)
    expect(page.get_by_test_id("password")).to_be_focused()
    assert password not in kept(page)
    page.get_by_test_id("password").fill(password)
    page.keyboard.press("Enter")
    wait_for_screen(page, "dashboard")
    page.get_by_test_id("sign-out").click()
    page.get_by_role("link", name="For grown-ups").click()
    page.get_by_test_id("take-door").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_test_id("doors-switch").click()
    assert kept(page) == ""
    page.goto(portal.address)
    expect(page.get_by_test_id("badge-button")).to_be_visible()


def test_anothers_door_asks(portal: Server, open_browser: Open) -> None:
    """T-82: Whoever came by the door of another child is asked whether it is they."""
    browser = open_browser(camera="none")
    page = browser.page
    keep_a_door(browser, portal)
    young = tomllib.loads((portal.data / "demo.toml").read_text("utf-8"))["young_student"]
    page.get_by_test_id("own-door").click()
    sign_in(browser, young["username"], young["password"])
    wait_for_screen(page, "confirm")
    page.get_by_role("button", name="Yes, that's me").click()
    wait_for_screen(page, "dashboard")
