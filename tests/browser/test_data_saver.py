"""Where data is dear, Python waits for the badge button; elsewhere it comes while nobody needs the line."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Open, Watched
from tests.browser.line import Line, line_to
from tests.running import Server

pytestmark = pytest.mark.browser

CONNECTION = "Object.defineProperty(Navigator.prototype, 'connection', {{ get: () => ({}) }});"
DEAR = ["{ saveData: true, effectiveType: '4g' }", "{ effectiveType: '2g' }", "{ effectiveType: 'slow-2g' }"]


@pytest.fixture
def line(portal: Server) -> Iterator[Line]:
    """A line to the shared portal."""
    with line_to(urlsplit(portal.address).port or 0) as line:
        yield line


def stays_idle(browser: Watched, line: Line) -> bool:
    """Whether the page, left alone until its service worker stands, has not begun to load Python."""
    browser.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    browser.page.wait_for_timeout(3000)  # longer than a page may put off what it does when idle
    return not line.asked_for("/runtime/*") and browser.page.get_attribute("html", "data-stage") == "idle"


@pytest.mark.parametrize("connection", DEAR)
def test_where_data_is_dear_python_waits_for_the_tap(line: Line, open_browser: Open, connection: str) -> None:
    """Data saver or a very slow line: nothing of Python comes until the badge button is pressed."""
    browser = open_browser()
    browser.context.add_init_script(CONNECTION.format(connection))
    browser.page.goto(line.address)
    assert stays_idle(browser, line)
    browser.page.get_by_test_id("badge-button").click()
    browser.wait_for_stage("scanning")


def test_a_family_may_choose(line: Line, open_browser: Open) -> None:
    """The help page offers the choice in its words; it is remembered, and may be taken back."""
    browser = open_browser()
    page = browser.page
    page.goto(f"{line.address}/family/")
    page.get_by_text("Our internet is slow").click()
    choice = page.get_by_role("checkbox", name="On this device, load it only when the door is tapped.")
    choice.check()
    page.get_by_role("link", name="Back").click()
    assert stays_idle(browser, line)
    page.get_by_role("link", name="Help for families").click()
    page.get_by_text("Our internet is slow").click()
    assert choice.is_checked()
    choice.uncheck()
    page.get_by_role("link", name="Back").click()
    browser.wait_for_stage("ready")
