"""Badges that do not open the door, each with its own screen and a way on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from harmony.badge.signing import sign
from harmony.badge.symbol import symbol
from harmony.badge.token import BadgeToken, parse
from tests.browser.conftest import Open, Watched
from tests.browser.symbols import foreign_code, picture_of
from tests.browser.test_scan import demo_student
from tests.running import Server, harmony

pytestmark = pytest.mark.browser

Print = Callable[[Path, str], Path]
Film = Callable[[Path], Path]


def badge_of(picture: Path) -> BadgeToken:
    """The badge on a printed picture."""
    code = zxingcpp.read_barcode(cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE))
    assert code is not None
    return parse(code.text)


def scan(browser: Watched, address: str) -> None:
    """Press the badge button."""
    browser.page.goto(address)
    browser.page.get_by_test_id("badge-button").click()


def test_a_voided_badge_is_old(
    server: Server, open_browser: Open, badge_picture: Print, camera_video: Film
) -> None:
    """A badge voided after it was printed leads to its own screen, with a way on and a way back."""
    student = demo_student(server.data)
    picture = badge_picture(server.data, student)
    harmony("badge", "void", "--data", server.data, "--student", student)
    browser = open_browser(camera_video(picture))
    scan(browser, server.address)
    browser.page.wait_for_selector("html[data-screen=badge-old]")
    screen = browser.page.locator("main > [data-screen=badge-old]")
    assert screen.get_by_role("heading", name="This badge is old").is_visible()
    assert browser.page.get_by_test_id("camera").evaluate("video => video.srcObject") is None
    browser.page.get_by_role("link", name="Back").click()
    assert browser.page.get_by_test_id("badge-button").is_visible()


def test_a_tampered_badge_is_not_known(
    portal: Server, open_browser: Open, badge_picture: Print, camera_video: Film, tmp_path: Path
) -> None:
    """T-01: another child's id under a real signature is refused in the page, without asking the server."""
    real = badge_of(badge_picture(portal.data, demo_student(portal.data)))
    forged = replace(real, badge_id="AAAAAAAAAAAA")
    browser = open_browser(camera_video(picture_of(symbol(forged).modules, tmp_path / "forged.png")))
    browser.page.goto(portal.address)
    browser.wait_for_stage("ready")  # before that the server would be asked, and refuse
    browser.page.get_by_test_id("badge-button").click()
    browser.page.wait_for_selector("html[data-screen=badge-unknown]")
    assert not [request for request in browser.requests if request[0] == "POST"]


def test_a_badge_of_another_district_is_told_so(
    portal: Server, open_browser: Open, camera_video: Film, tmp_path: Path
) -> None:
    """A perfectly good badge of somebody else's district has its own words."""
    stranger = sign(badge_id="AAAAAAAAAAAA", district="ZZZZ", kid="01", key=Ed25519PrivateKey.generate())
    browser = open_browser(camera_video(picture_of(symbol(stranger).modules, tmp_path / "other.png")))
    scan(browser, portal.address)
    browser.page.wait_for_selector("html[data-screen=badge-other-school]")


def test_a_badge_of_a_year_that_is_over_is_out_of_date(
    server: Server, open_browser: Open, badge_picture: Print, camera_video: Film
) -> None:
    """T-04: when a key's year is over its badges lead to their own screen, which says what to do."""
    picture = badge_picture(server.data, demo_student(server.data))
    harmony("keys", "rotate", "--data", server.data)
    ring = server.data / "keys" / "ring.toml"
    first, end, rest = ring.read_text("utf-8").partition("not_after = ")
    ring.write_text(f"{first}{end}2026-01-01T00:00:00Z{rest[rest.index(chr(10)) :]}", "utf-8")
    browser = open_browser(camera_video(picture))
    scan(browser, server.address)
    browser.page.wait_for_selector("html[data-screen=badge-expired]")
    screen = browser.page.locator("main > [data-screen=badge-expired]")
    assert screen.get_by_role("heading").first.is_visible()


def test_a_foreign_code_is_only_a_hint(
    portal: Server, open_browser: Open, camera_video: Film, tmp_path: Path
) -> None:
    """Any other QR code is told to be no badge while the camera goes on looking; nothing of it is sent."""
    browser = open_browser(camera_video(foreign_code("https://lunch.example/menu", tmp_path / "menu.png")))
    scan(browser, portal.address)
    browser.page.wait_for_selector("[data-hint=wrong]:not([hidden])")
    assert browser.shown() == "scan"
    assert not any("lunch.example" in part for request in browser.requests for part in request)


def test_a_server_that_was_away_gets_the_kept_badge(
    server: Server, open_browser: Open, badge_picture: Print, camera_video: Film
) -> None:
    """The server stops after the page is ready and comes back: Try again needs no second scan."""
    browser = open_browser(camera_video(badge_picture(server.data, demo_student(server.data))))
    browser.page.goto(server.address)
    browser.wait_for_stage("ready")
    server.stop()
    browser.page.get_by_test_id("badge-button").click()
    browser.page.wait_for_selector("html[data-screen=net-school]")
    assert browser.page.get_by_test_id("camera").evaluate("video => video.srcObject") is None
    server.start()
    browser.page.get_by_role("button", name="Try again").click()
    browser.page.get_by_test_id("dashboard").wait_for()
