"""What may never leave the page, and whom the page may talk to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Open
from tests.browser.test_refusals import badge_of
from tests.browser.test_scan import demo_student
from tests.running import Server

pytestmark = pytest.mark.browser

Print = Callable[[Path, str], Path]
Film = Callable[[Path], Path]

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
    bodies = [body for _, _, body in browser.requests if body]
    assert len(bodies) == 1
    assert bodies[0].startswith('{"badge":')
    assert len(bodies[0]) < LARGEST_BODY
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
    assert page.evaluate("history.length") <= 2
    page.go_back()
    page.go_forward()
    assert badge.decimal not in page.url
    asked = [address for _, address, _ in browser.requests]
    assert not any("/runtime/" in address for address in asked)
    assert not any(badge.decimal in address.split("#")[0] for address in asked)


def test_the_policy_holds_on_every_page(portal: Server, open_browser: Open) -> None:
    """T-23: every page comes with the strict policy, and an inline script or an eval does not run."""
    browser = open_browser()
    for path in ("/", "/es/", "/family.html", "/forgot.html"):
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
