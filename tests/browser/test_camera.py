"""Cameras that are missing, denied, busy, lost or swapped: each has its own screen and words."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PATIENCE_MS, PLAIN_HOST, Open
from tests.running import Server

pytestmark = pytest.mark.browser

BUSY_ONCE = """
const { prototype } = MediaDevices;
const real = prototype.getUserMedia;
prototype.getUserMedia = () => {
  prototype.getUserMedia = real;
  return Promise.reject(new DOMException("in use", "NotReadableError"));
};
"""

TORCH_AND_ZOOM = """
const { prototype } = MediaStreamTrack;
prototype.getCapabilities = () => ({ torch: true, zoom: { min: 1, max: 4 } });
window.asked = [];
prototype.applyConstraints = async ({ advanced }) => void window.asked.push(...advanced);
"""
"""What a phone's camera says it has; Chromium's fake camera has neither."""


def heading(page: Page, screen: str) -> str:
    """The words of a screen's heading."""
    return page.locator(f"main > [data-screen={screen}] h1").inner_text()


@pytest.mark.parametrize(
    ("camera", "screen", "words"),
    [("none", "camera-none", "No camera here"), ("denied", "camera-denied", "The camera is off")],
)
def test_no_camera_has_its_own_words(
    portal: Server, open_browser: Open, camera: str, screen: str, words: str
) -> None:
    """A device without a camera and a denied camera are told apart; both offer the password."""
    browser = open_browser(camera=camera)
    browser.page.goto(portal.address)
    browser.page.get_by_test_id("badge-button").click()
    browser.page.wait_for_selector(f"html[data-screen={screen}]")
    assert heading(browser.page, screen) == words
    browser.page.get_by_role("button", name="Use a password").click()
    assert browser.page.get_by_test_id("username").is_visible()


def test_a_busy_camera_is_told(portal: Server, open_browser: Open) -> None:
    """A camera that another program holds has its own screen, and Try again asks for it anew."""
    browser = open_browser()
    browser.page.add_init_script(BUSY_ONCE)
    browser.page.goto(portal.address)
    browser.page.get_by_test_id("badge-button").click()
    browser.page.wait_for_selector("html[data-screen=camera-busy]")
    browser.page.locator("main > [data-screen=camera-busy]").get_by_role("button", name="Try again").click()
    browser.wait_for_stage("scanning")


def test_torch_and_zoom_show_where_the_camera_has_them(portal: Server, open_browser: Open) -> None:
    """A camera with a torch and a zoom gets a switch for each; one without shows neither."""
    plain, able = open_browser().page, open_browser()
    able.page.add_init_script(TORCH_AND_ZOOM)
    for page in (plain, able.page):
        page.goto(portal.address)
        page.get_by_test_id("badge-button").click()
        page.wait_for_selector("html[data-stage=scanning]", timeout=PATIENCE_MS)
    torch, zoom = (able.page.locator(f"[data-action={name}]") for name in ("torch", "zoom"))
    torch.click()
    zoom.click()
    able.page.wait_for_selector("[data-action=zoom][aria-pressed=true]")
    assert torch.get_attribute("aria-pressed") == "true"
    zoom.click()
    able.page.wait_for_selector("[data-action=zoom][aria-pressed=false]")
    assert able.page.evaluate("window.asked") == [{"torch": True}, {"zoom": 2}, {"zoom": 1}]
    assert not any(plain.locator(f"[data-action={name}]").is_visible() for name in ("torch", "zoom"))


def test_a_camera_lost_midway_is_told(portal: Server, open_browser: Open) -> None:
    """A camera that is unplugged while it is looked through leads to a screen with a way on."""
    browser = open_browser()
    browser.page.goto(portal.address)
    browser.page.get_by_test_id("badge-button").click()
    browser.wait_for_stage("scanning")
    browser.page.get_by_test_id("camera").evaluate(
        "video => video.srcObject.getVideoTracks()[0].dispatchEvent(new Event('ended'))"
    )
    browser.page.wait_for_selector("html[data-screen=camera-lost]")
    browser.page.locator("main > [data-screen=camera-lost]").get_by_role("button", name="Try again").click()
    browser.wait_for_stage("scanning")


def test_stop_turns_the_camera_off(portal: Server, open_browser: Open) -> None:
    """Stop leads back to the door with the camera's light off."""
    browser = open_browser()
    browser.page.goto(portal.address)
    browser.page.get_by_test_id("badge-button").click()
    browser.wait_for_stage("scanning")
    track = browser.page.get_by_test_id("camera").evaluate_handle(
        "video => video.srcObject.getVideoTracks()[0]"
    )
    browser.page.get_by_role("button", name="Stop").click()
    assert track.evaluate("track => track.readyState") == "ended"
    assert browser.page.get_by_test_id("badge-button").is_visible()


def test_a_page_without_https_says_so(portal: Server, open_browser: Open) -> None:
    """Over plain http a browser gives no camera; the screen says what to do about it."""
    browser = open_browser()
    browser.page.goto(portal.address.replace("localhost", PLAIN_HOST))
    browser.page.get_by_test_id("badge-button").click()
    browser.page.wait_for_selector("html[data-screen=page-insecure]")
    link = browser.page.locator("[data-slot=secure-link]").get_attribute("href") or ""
    assert link.startswith(f"https://{PLAIN_HOST}")
