"""Notices come right after the page works, to be there when the line breaks; if none comes that is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import Open, Watched
from tests.browser.line import Line, line_to
from tests.browser.versions import shell_of
from tests.browser.visiting import cut, visit, wait_until_kept
from tests.running import Server

pytestmark = pytest.mark.browser

NOTICES = "/assets/notices-*"
DENIED = "main > [data-screen=camera-denied]"


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    """A line to a server of one test."""
    with line_to(server.port) as line:
        yield line


def ask_for_the_camera(browser: Watched, then: str) -> None:
    """Tap the door, and wait for a screen."""
    browser.page.get_by_test_id("badge-button").click()
    browser.page.wait_for_selector(f"html[data-screen={then}]")


def test_they_are_there_before_the_line_breaks(line: Line, open_browser: Open) -> None:
    """Nobody has tapped anything and nothing is kept yet: the camera's notice shows without a network."""
    browser = open_browser(camera="denied", service_workers="block")
    browser.page.goto(line.address)
    browser.page.wait_for_selector(DENIED, state="attached")
    line.is_cut = True
    ask_for_the_camera(browser, "camera-denied")
    assert browser.page.get_by_role("heading", name="The camera is off").is_visible()


def test_one_that_does_not_come_is_the_line_s_fault(line: Line, open_browser: Open) -> None:
    """The page says that nobody answers; what was wrong shows as soon as the notices come."""
    browser = open_browser(camera="denied", service_workers="block")
    line.damage(NOTICES, "broken off", times=9)
    browser.page.goto(line.address)
    ask_for_the_camera(browser, "net-school")
    line.heal()
    browser.page.locator("main > [data-screen=net-school]").get_by_role("button", name="Try again").click()
    browser.page.wait_for_selector("html[data-screen=camera-denied]")
    assert browser.page.locator(f"{DENIED} use").first.get_attribute("href") == "#browser-chrome"


def test_whoever_goes_on_meanwhile_is_not_called_back(line: Line, open_browser: Open) -> None:
    """A notice that is still on its way is waited for with a way out; who takes it sees no notice later."""
    browser = open_browser(camera="denied", service_workers="block")
    line.damage(NOTICES, "held")
    browser.page.goto(line.address)
    ask_for_the_camera(browser, "checking")
    browser.page.get_by_role("button", name="Stop").click()
    browser.page.wait_for_selector("html[data-screen=start]")
    line.heal()
    browser.page.wait_for_selector(DENIED, state="attached")
    assert browser.shown() == "start"


def test_a_later_visit_has_them_without_a_network(server: Server, line: Line, open_browser: Open) -> None:
    """The service worker keeps them with the page."""
    browser = open_browser(camera="denied")
    browser.page.goto(line.address)
    wait_until_kept(browser.page, shell_of(server.site))
    cut(line, browser)
    visit(browser, line.address)
    ask_for_the_camera(browser, "camera-denied")
