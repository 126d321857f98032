"""Trying the camera without an account: each thing that can be in the way is found, and a badge is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import cv2
import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.running import Server

pytestmark = pytest.mark.browser

CHECKS = ("there", "allowed", "light", "size", "sharp", "read")
PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0 Mobile"
KEPT = "() => JSON.stringify([{...localStorage}, {...sessionStorage}, location.href])"


def states(page: Page) -> list[str | None]:
    """How the six checks stand."""
    return [page.locator(f"[data-check={check}]").get_attribute("data-state") for check in CHECKS]


def test_a_badge_is_read_and_nothing_of_it_leaves(
    portal: Server, open_browser: Open, badge: Path, camera_video: Callable[[Path], Path]
) -> None:
    """T-20: from the help page to six checks that passed, by keys; no request has anything in it."""
    browser = open_browser(camera_video(badge))
    page = browser.page
    page.goto(f"{portal.address}/family/")
    page.get_by_test_id("camera-doctor").get_by_role("link", name="Try the camera").press("Enter")
    expect(page.get_by_role("heading", name="The camera is ready")).to_be_focused()
    assert page.url == f"{portal.address}/family/camera/"
    assert states(page) == ["good"] * 6
    expect(page.get_by_test_id("camera-doctor").get_by_role("status").first).to_contain_text("six checks")
    assert page.evaluate("document.querySelector('video').srcObject") is None
    assert {method for method, _, _ in browser.requests} == {"GET"}
    asked = {urlsplit(url).path.partition("/")[2].partition("/")[0] for _, url, _ in browser.requests}
    assert asked <= {"family", "assets", "art", "api"}
    assert not [url for _, url, _ in browser.requests if "/api/" in url and not url.endswith("/phones")]
    assert not any(len(part) > 80 and part.isdigit() for part in page.evaluate(KEPT).split('"'))
    assert browser.errors == []


@pytest.mark.parametrize(
    ("camera", "stands", "advice"),
    [
        ("none", ["wrong", "next"], "has no camera"),
        ("denied", ["good", "wrong"], "this page may not use it"),
    ],
)
def test_what_is_in_the_way_is_named(
    portal: Server, open_browser: Open, camera: str, stands: list[str], advice: str
) -> None:
    """The first fault stops it, with words, a picture, and how the device one holds is set right."""
    page = open_browser(camera=camera, user_agent=PHONE, viewport={"width": 390, "height": 844}).page
    page.goto(f"{portal.address}/family/camera/")
    page.get_by_role("button", name="Try the camera").click()
    expect(page.get_by_role("heading", name="One thing to mend")).to_be_focused()
    assert states(page) == [*stands, *["next"] * 4]
    expect(page.locator("[data-advice]:visible")).to_contain_text(advice)
    expect(page.locator(f"[data-picture={camera}]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    held = page.locator("[data-device=android]")
    assert held.get_attribute("open") == ""
    assert held.get_by_text("This device").is_visible()
    page.locator("[data-device=ipad] summary").click()
    expect(held).not_to_have_attribute("open", "")
    expect(page.locator("[data-device=ipad] .places")).to_contain_text("Website Settings")


def test_a_dark_room_is_told_while_the_camera_looks(
    portal: Server, open_browser: Open, tmp_path: Path
) -> None:
    """The light is what is wrong; Stop ends it, with the camera off."""
    _, picture = cv2.imencode(".jpg", np.full((480, 640), 12, np.uint8))
    video = tmp_path / "dark.mjpeg"
    video.write_bytes(picture.tobytes() * 30)
    page = open_browser(video, locale="es-MX").page
    page.goto(f"{portal.address}/es/family/camera/#start")
    expect(page.locator("[data-check=light]")).to_have_attribute("data-state", "wrong")
    expect(page.locator("[data-slot=status]")).to_contain_text("muy oscuro")
    page.get_by_role("button", name="Parar").click()
    expect(page.get_by_role("heading", name="Pruebe su cámara")).to_be_visible()
    assert states(page) == ["next"] * 6
    assert page.evaluate("document.querySelector('video').srcObject") is None
