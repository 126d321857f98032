"""What may never leave the page, and whom the page may talk to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Playwright

from tests.browser.conftest import PATIENCE_MS, Open, arguments, chromium
from tests.browser.test_refusals import badge_of
from tests.browser.test_scan import demo_student
from tests.running import Server

pytestmark = pytest.mark.browser

Print = Callable[[Path, str], Path]
Film = Callable[[Path], Path]

EVAL = """() => new Promise((done) => setTimeout(() => {
  try { done(eval("'ran'")) } catch (error) { done(error.name) }
}))"""
LISTED = "SELECT urls.url FROM urls JOIN visits ON visits.url = urls.id WHERE visits.transition & 0x20000000"
"""Chromium lists a visit that ends a chain of redirects; one that was replaced by the next is none."""

LARGEST_BODY = 512
"""A badge's JWT and the JSON around it; a picture of any use is larger."""


def test_nothing_but_the_badge_leaves_the_page(
    portal: Server, open_browser: Open, badge_picture: Print, camera_video: Film
) -> None:
    """T-20, T-21: one origin, one small body, no picture in it, no error, while a child signs in."""
    browser = open_browser(camera_video(badge_picture(portal.data, demo_student(portal.data))))
    browser.page.goto(portal.address)
    browser.page.get_by_test_id("badge-button").click()
    browser.page.get_by_test_id("app-tile").first.wait_for()
    origins = {urlsplit(address)[:2] for _, address, _ in browser.requests}
    assert origins == {urlsplit(portal.address)[:2]}
    sent = [(method, urlsplit(address).path, body) for method, address, body in browser.requests]
    ((_, path, body),) = [request for request in sent if request[0] != "GET" or request[2]]
    assert path == "/api/v1/session"
    assert body.startswith('{"badge":')
    assert len(body) < LARGEST_BODY
    assert browser.errors == []


def test_a_badge_in_the_address_is_gone_at_once(
    portal: Server, open_browser: Open, badge_picture: Print
) -> None:
    """T-22: a phone's camera app opens the link and signs in; no address, no history holds the badge."""
    badge = badge_of(badge_picture(portal.data, demo_student(portal.data)))
    browser = open_browser(viewport={"width": 390, "height": 844})
    page = browser.page
    page.goto(f"{portal.address}/#{badge.decimal}")
    page.get_by_test_id("app-tile").first.wait_for()
    assert page.evaluate("location.href") == f"{portal.address}/"
    entries = page.context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"]
    assert len(entries) <= 3, "the browser's own, the door's, the dashboard's"
    assert not any(badge.decimal in entry["url"] for entry in entries)
    page.go_back()
    page.go_forward()
    assert badge.decimal not in page.url
    asked = [address for _, address, _ in browser.requests]
    assert not any("/runtime/" in address for address in asked)
    assert not any(badge.decimal in address.split("#")[0] for address in asked)


def test_a_badge_in_the_address_is_not_on_the_list_of_visited_pages(
    portal: Server, playwright: Playwright, badge_picture: Print, tmp_path: Path
) -> None:
    """T-22: what the next child sees in the browser's history names the portal, and no badge."""
    badge = badge_of(badge_picture(portal.data, demo_student(portal.data)))
    profile = playwright.chromium.launch_persistent_context(
        tmp_path / "profile", executable_path=chromium(), args=arguments()
    )
    page = profile.new_page()
    page.goto(f"{portal.address}/#{badge.decimal}")
    page.get_by_test_id("app-tile").first.wait_for(timeout=PATIENCE_MS)
    profile.close()
    with closing(sqlite3.connect(tmp_path / "profile" / "Default" / "History")) as history:
        listed = {address for (address,) in history.execute(LISTED)}
    assert f"{portal.address}/" in listed
    assert not any(badge.decimal in address for address in listed)


def test_a_badge_opened_over_the_page_signs_in(
    portal: Server, open_browser: Open, badge_picture: Print
) -> None:
    """T-22: a link that finds the portal open already signs in, too, and leaves no badge in the address."""
    badge = badge_of(badge_picture(portal.data, demo_student(portal.data)))
    page = open_browser().page
    page.goto(portal.address)
    page.evaluate("link => { location.href = link; }", f"{portal.address}/#{badge.decimal}")
    page.get_by_test_id("app-tile").first.wait_for()
    assert page.url == f"{portal.address}/"


def test_a_link_opens_the_page_in_the_familys_language(
    portal: Server, open_browser: Open, badge_picture: Print
) -> None:
    """T-22: on the way to the page in the browser's language the badge is in no address."""
    badge = badge_of(badge_picture(portal.data, demo_student(portal.data)))
    browser = open_browser(locale="es-MX")
    browser.page.goto(f"{portal.address}/#{badge.decimal}")
    browser.page.get_by_test_id("app-tile").first.wait_for()
    assert browser.page.url == f"{portal.address}/es/"
    assert browser.page.get_by_role("button", name="Salir").is_visible()


def test_the_policy_holds_on_every_page(portal: Server, open_browser: Open) -> None:
    """T-23: every page comes with the strict policy, and an inline script or an eval does not run."""
    browser = open_browser()
    for path in ("/", "/es/", "/family/", "/forgot/", "/claim/"):
        response = browser.page.goto(portal.address + path)
        assert response is not None
        policy = response.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "script-src 'self' 'wasm-unsafe-eval';" in policy
        assert "unsafe-inline" not in policy
        assert "camera=(self)" in response.headers["permissions-policy"]
    browser.page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
        }"""
    )
    assert browser.page.evaluate("window.ran") is None
    assert browser.page.evaluate(EVAL) == "EvalError"
