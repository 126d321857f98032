"""Visits after one another: the next child, the wrong child, another camera, another language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.browser.conftest import Open
from tests.browser.test_password import demo_account, sign_in
from tests.browser.test_scan import demo_student
from tests.running import Server

pytestmark = pytest.mark.browser

Print = Callable[[Path, str], Path]
Film = Callable[[Path], Path]

TWO_CAMERAS = "--use-fake-device-for-media-stream=device-count=2"
SIZES = [(320, 640), (390, 844), (820, 1180), (1366, 625)]


def test_not_me_ends_the_visit(
    portal: Server, open_browser: Open, badge_picture: Print, camera_video: Film
) -> None:
    """Somebody else's badge: Not me ends the session on the server and leads back to the door."""
    browser = open_browser(camera_video(badge_picture(portal.data, demo_student(portal.data))))
    page = browser.page
    page.goto(portal.address)
    page.get_by_test_id("badge-button").click()
    page.get_by_test_id("dashboard").wait_for()
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        page.get_by_role("button", name="Not me").click()
    page.get_by_test_id("badge-button").wait_for()
    assert page.evaluate("fetch('/api/v1/dashboard').then(answer => answer.status)") == 401


def test_next_student_opens_the_camera_at_once(
    portal: Server, open_browser: Open, badge_picture: Print, camera_video: Film
) -> None:
    """Next student signs out and scans again: no reload, a new session, the same badge by a tap."""
    browser = open_browser(camera_video(badge_picture(portal.data, demo_student(portal.data))))
    page = browser.page
    page.goto(portal.address)
    page.get_by_test_id("badge-button").click()
    page.get_by_test_id("dashboard").wait_for()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Next student").click()
        page.get_by_role("button", name="Go in again").click()
    page.get_by_test_id("app-tile").first.wait_for()
    assert [method for method, _, _ in browser.requests if method in ("POST", "DELETE")] == [
        "POST",
        "DELETE",
        "POST",
    ]


def test_the_other_camera_is_remembered(portal: Server, open_browser: Open) -> None:
    """With two cameras a button swaps them, and the choice outlives the page."""
    browser = open_browser(flags=[TWO_CAMERAS])
    page = browser.page
    page.goto(portal.address)
    page.get_by_test_id("badge-button").click()
    browser.wait_for_stage("scanning")
    device = "video => video.srcObject.getVideoTracks()[0].getSettings().deviceId"
    first = page.get_by_test_id("camera").evaluate(device)
    page.get_by_role("button", name="Other camera").click()
    page.wait_for_function(
        f"""first => {{
            const video = document.querySelector('[data-testid=camera]');
            return video.srcObject && ({device})(video) !== first;
        }}""",
        arg=first,
    )
    second = page.get_by_test_id("camera").evaluate(device)
    page.reload()
    page.get_by_test_id("badge-button").click()
    browser.wait_for_stage("scanning")
    assert page.get_by_test_id("camera").evaluate(device) == second


def test_a_spanish_browser_gets_the_spanish_page(portal: Server, open_browser: Open) -> None:
    """The page follows the browser's language; the language chosen on the page wins and is remembered."""
    browser = open_browser(locale="es-MX")
    page = browser.page
    page.goto(portal.address)
    page.wait_for_url("**/es/")
    assert page.get_by_test_id("badge-button").inner_text().strip() == "Mostrar mi tarjeta"
    page.get_by_role("link", name="English").click()
    page.get_by_role("heading", name="Hello! Come in.").wait_for()
    page.goto(portal.address)
    page.get_by_role("heading", name="Hello! Come in.").wait_for()
    assert page.url == f"{portal.address}/"


@pytest.mark.parametrize("language", ["", "es/"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_needs_to_be_scrolled_sideways(
    portal: Server, open_browser: Open, width: int, height: int, language: str
) -> None:
    """Every screen, filled as in use, fits the width of phones, tablets and small laptops."""
    username, password = demo_account(portal)
    locale = "es-MX" if language else "en-US"
    browser = open_browser(camera="none", locale=locale, viewport={"width": width, "height": height})
    page = browser.page
    page.goto(f"{portal.address}/{language}#password")
    sign_in(browser, username, password)
    page.get_by_test_id("app-tile").first.wait_for()
    too_wide = page.evaluate(
        """() => {
            const screens = [...document.querySelectorAll("main > [data-screen]")];
            return screens.filter((shown) => {
                for (const screen of screens) screen.hidden = screen !== shown;
                document.documentElement.dataset.screen = shown.dataset.screen;
                return document.documentElement.scrollWidth > innerWidth;
            }).map((screen) => screen.dataset.screen);
        }"""
    )
    assert too_wide == []


def test_a_voice_follows_the_visit(
    portal: Server, open_browser: Open, badge_picture: Print, camera_video: Film
) -> None:
    """A screen reader hears each stage in words, and the focus is on the new screen's heading."""
    browser = open_browser(camera_video(badge_picture(portal.data, demo_student(portal.data))))
    page = browser.page
    page.goto(portal.address)
    page.evaluate(
        """() => {
            window.heard = [];
            const status = document.querySelector("[data-testid=status]");
            const hear = new MutationObserver(() => window.heard.push(status.textContent));
            hear.observe(status, { childList: true });
        }"""
    )
    page.get_by_test_id("badge-button").click()
    page.get_by_test_id("dashboard").wait_for()
    browser.wait_for_stage("signed-in")
    heard = page.evaluate("window.heard")
    assert heard[-2:] == ["Just a moment", "You are in"]
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_nothing_shows_through_a_transparent_photo(
    portal: Server, open_browser: Open, badge_picture: Print, tmp_path: Path
) -> None:
    """After one child's badge was read from a photo, an empty, transparent one signs nobody in."""
    badge = badge_picture(portal.data, demo_student(portal.data))
    card = cv2.imread(str(badge), cv2.IMREAD_GRAYSCALE)
    assert card is not None
    nothing = tmp_path / "nothing.png"
    cv2.imwrite(str(nothing), np.zeros((*card.shape, 4), np.uint8))
    browser = open_browser(camera="none")
    page = browser.page
    page.goto(portal.address)
    photo = page.get_by_test_id("photo-input")
    photo.set_input_files(badge)
    page.get_by_test_id("dashboard").wait_for()
    page.get_by_role("button", name="Not me").click()
    page.get_by_test_id("badge-button").wait_for()
    photo.set_input_files(nothing)
    page.wait_for_selector("html[data-screen=photo-empty], html[data-screen=dashboard]")
    assert browser.shown() == "photo-empty"
