"""Nobody answers for the school: three things, three words, and what each of them does by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import Open, Watched
from tests.browser.test_password import demo_account, sign_in
from tests.running import Server

pytestmark = pytest.mark.browser

SESSION = "**/api/v1/session"


@pytest.fixture
def at_the_form(portal: Server, open_browser: Open) -> Watched:
    """A browser at the password form."""
    browser = open_browser(camera="none", service_workers="block")
    browser.page.goto(f"{portal.address}/#password")
    browser.page.get_by_test_id("username").wait_for()
    return browser


def shows(page: Page, screen: str, heading: str) -> None:
    """Wait for a screen, told by its heading, with one yellow control and the way to the families' page."""
    page.wait_for_selector(f"html[data-screen={screen}]")
    shown = page.locator(f"[data-screen={screen}]:visible")
    assert shown.get_by_role("heading", level=1).inner_text() == heading
    assert shown.locator(".go:visible").all_inner_texts() == ["Try again"]
    assert shown.get_by_role("link", name="Help for families").is_visible()


def test_without_a_network_the_page_says_so(portal: Server, at_the_form: Watched) -> None:
    """The device has no network: that is said, and the sign-in goes on as soon as there is one."""
    at_the_form.context.set_offline(True)
    sign_in(at_the_form, *demo_account(portal))
    shows(at_the_form.page, "net-none", "No internet")
    at_the_form.context.set_offline(False)
    at_the_form.page.get_by_test_id("dashboard").wait_for()


def test_a_school_that_does_not_answer_is_not_told_as_no_internet(
    portal: Server, at_the_form: Watched
) -> None:
    """Something answers in the server's place: the internet works, and that is said."""
    page = at_the_form.page
    page.route(SESSION, lambda route: route.fulfill(status=502, body="Bad gateway"))
    sign_in(at_the_form, *demo_account(portal))
    shows(page, "net-school", "The school door is asleep")
    assert page.get_by_text("Your internet works.").is_visible()
    page.unroute(SESSION)
    page.get_by_role("button", name="Try again").click()
    page.get_by_test_id("dashboard").wait_for()


def test_what_nobody_knows_is_not_said(portal: Server, at_the_form: Watched) -> None:
    """Nothing answers at all: the page does not say that the internet works."""
    at_the_form.page.route(SESSION, lambda route: route.abort("connectionrefused"))
    sign_in(at_the_form, *demo_account(portal))
    shows(at_the_form.page, "net-school", "The school door is asleep")
    assert not at_the_form.page.get_by_text("Your internet works.").is_visible()


def test_a_fault_of_the_server_is_its_own(portal: Server, at_the_form: Watched) -> None:
    """The server answers with a fault: that is said, and to the grown-up which and when."""
    page = at_the_form.page
    asked: list[Route] = []

    def fail(route: Route) -> None:
        asked.append(route)
        route.fulfill(status=500, json={"code": "server_error"}, content_type="application/problem+json")

    page.route(SESSION, fail)
    sign_in(at_the_form, *demo_account(portal))
    shows(page, "net-fault", "Something broke at school")
    assert "code 500, " in page.locator("[data-screen=net-fault] [data-slot=detail]").inner_text()
    page.unroute(SESSION)
    page.get_by_role("button", name="Try again").click()
    page.get_by_test_id("dashboard").wait_for()
    assert len(asked) == 1
