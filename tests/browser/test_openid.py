"""A tile opens its app signed in; who comes from an app signs in at the portal's own door, and goes back."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE_MS, Open
from tests.browser.dashboards import come_in
from tests.browser.test_password import sign_in
from tests.browser.test_scan import demo_student
from tests.running import Server, harmony

pytestmark = pytest.mark.browser

expect.set_options(timeout=PATIENCE_MS)

APP = "/demo-paint.html"


def told(app: Page) -> dict[str, str]:
    """What the app of the demo district says that it was told."""
    app.wait_for_selector("[data-state=told]")
    lines = app.get_by_test_id("told").locator("li").all_inner_texts()
    return dict(tuple(line.split(": ", 1)) for line in lines)  # type: ignore[misc]


def test_a_tile_opens_its_app_signed_in(portal: Server, open_browser: Open) -> None:
    """In a tab of its own, without a question; the app knows what the district granted, and no more."""
    browser = open_browser(camera="none")
    come_in(browser, portal, "student")
    name = browser.page.get_by_test_id("student-name").inner_text()
    with browser.context.expect_page() as opened:
        browser.page.locator("[data-category] a[data-app=paint]").click()
    claims = told(opened.value)
    assert set(claims) == {"sub", "role", "grade_band", "given_name", "grade"}
    assert (claims["given_name"], claims["role"]) == (name, "student")
    assert opened.value.url == f"{portal.address}{APP}"
    opened.value.get_by_test_id("leave").click()
    opened.value.wait_for_url("**/signed-out.html")
    assert browser.errors == []
    browser.page.bring_to_front()
    browser.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    browser.page.wait_for_selector("main > [data-screen=session-ended]:not([hidden])")


def test_a_badge_held_up_on_the_way_from_an_app_goes_back_to_it(
    portal: Server,
    open_browser: Open,
    badge_picture: Callable[[Path, str], Path],
    camera_video: Callable[[Path], Path],
) -> None:
    """The door says which app wants to know, by the catalogue's name and picture; else it is as ever."""
    student = demo_student(portal.data)
    browser = open_browser(camera_video(badge_picture(portal.data, student)))
    page = browser.page
    page.goto(f"{portal.address}{APP}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Paint Pot wants to know who you are")
    expect(page.locator("[data-slot=app-icon] img")).to_be_visible()
    page.get_by_test_id("badge-button").click()
    assert told(page)["grade"] == "02"
    assert page.url == f"{portal.address}{APP}"
    assert browser.errors == []


def test_a_password_on_the_way_in_spanish(portal: Server, open_browser: Open) -> None:
    """The language goes along, both ways."""
    account = tomllib.loads((portal.data / "demo.toml").read_text("utf-8"))["student"]
    browser = open_browser(camera="none", locale="es-MX")
    page = browser.page
    page.goto(f"{portal.address}{APP}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bote de pintura quiere saber quién eres")
    page.locator("main > [data-screen=start] [data-action=password]").click()
    sign_in(browser, account["username"], account["password"])
    assert told(page)["role"] == "student"
    assert page.url == f"{portal.address}/es{APP}"


def test_a_child_sees_what_each_app_is_told(portal: Server, open_browser: Open) -> None:
    """Behind the tiles: what an app that signs in gets and never gets; a link gets nothing."""
    browser = open_browser(camera="none")
    page = browser.page
    come_in(browser, portal, "student")
    page.get_by_role("link", name="What my apps know").click()
    page.wait_for_selector("[data-testid=receipts][data-state=told]")
    told_to_paint = page.locator("#paint .card li").all_inner_texts()
    assert told_to_paint[0] == "A number only for it"
    assert told_to_paint[3:] == ["Your first name", "Your grade"]
    expect(page.locator("#paint .never")).to_contain_text("Your face")
    expect(page.locator("#quiet")).to_contain_text("It gets nothing.")
    why = page.locator("#paint details")
    expect(why).not_to_contain_text("So that a teacher tells two")
    why.get_by_text("For families: why").click()
    expect(why.get_by_text("So that it can say hello.")).to_be_visible()
    expect(page.get_by_text("I do not want an app")).to_be_visible()
    assert browser.errors == []


def test_who_would_rather_not_goes_back(portal: Server, open_browser: Open) -> None:
    """*No, go back* leads to the app, which was told nothing."""
    browser = open_browser(camera="none")
    page = browser.page
    page.goto(f"{portal.address}{APP}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Paint Pot wants to know who you are")
    page.get_by_role("link", name="No, go back").click()
    page.wait_for_selector("[data-state=failed]")
    assert page.get_by_test_id("told").locator("li").count() == 0


def test_an_app_that_has_to_be_mended_gets_words_and_a_way_back(portal: Server, open_browser: Open) -> None:
    """Nobody is sent to an address that was not agreed upon; the page is the child's, and strict."""
    browser = open_browser(camera="none")
    page = browser.page
    answer = page.goto(f"{portal.address}/oidc/authorize?client_id=paint&redirect_uri=https://evil.example/")
    assert answer is not None
    assert answer.status == 400
    expect(page.get_by_role("heading", level=1)).to_have_text("This app cannot open now")
    page.get_by_role("link", name="Back to my apps").click()
    page.wait_for_url(f"{portal.address}/")


def test_an_app_that_is_down_keeps_its_tile_and_says_so(server: Server, open_browser: Open) -> None:
    """Under its name, and to whoever taps it, with the reason and the way back to one's apps."""
    harmony("apps", "down", "paint", "Back on Monday", "--data", server.data)
    browser = open_browser(camera="none")
    come_in(browser, server, "student")
    tile = browser.page.locator("[data-category] a[data-app=paint]")
    expect(tile.get_by_text("Not open now")).to_be_visible()
    with browser.context.expect_page() as opened:
        tile.click()
    page = opened.value
    expect(page.get_by_role("heading", level=1)).to_have_text("Paint Pot is not open")
    expect(page.locator("[data-slot=why]")).to_have_text("Back on Monday")
    page.get_by_role("link", name="Back to my apps").click()
    page.wait_for_url(f"{server.address}/")
    assert browser.errors == []
