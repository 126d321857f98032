"""An address that leads nowhere: a page with a way home, in our server as on a static host."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.running import Server

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("path", "locale", "heading", "home"),
    [
        ("famly.html", "en-US", "No door here", "/"),
        ("deep/down/famly.html", "es-MX", "Aquí no hay puerta", "/es/"),
        ("es/famly.html", "en-US", "Aquí no hay puerta", "/es/"),
    ],
)
def test_a_mistyped_address_leads_home(
    portal: Server, open_browser: Open, path: str, locale: str, heading: str, home: str
) -> None:
    """The page has its style at any depth, no error but the 404, and a yellow button to the door."""
    browser = open_browser(camera="none", locale=locale)
    page = browser.page
    response = page.goto(f"{portal.address}/{path}")
    assert response is not None
    assert response.status == 404
    assert page.get_by_role("heading", name=heading).is_visible()
    assert all("404" in error for error in browser.errors)
    way = page.locator("a.go")
    assert way.evaluate("link => getComputedStyle(link).backgroundColor") == "rgb(255, 194, 51)"
    way.click()
    page.wait_for_url(f"{portal.address}{home}")
    page.get_by_test_id("badge-button").wait_for()


def test_the_service_worker_has_no_answer_for_it(portal: Server, open_browser: Open) -> None:
    """With a service worker in charge a wrong address is still the server's to answer."""
    browser = open_browser(camera="none")
    page = browser.page
    page.goto(portal.address)
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    response = page.goto(f"{portal.address}/famly.html")
    assert response is not None
    assert response.status == 404
    page.locator("a.go").click()
    page.get_by_test_id("badge-button").wait_for()
