"""Several badges before the camera or in a photo, and the last child's badge when the next one comes."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import expect

from harmony.badge.symbol import symbol
from tests.browser import canvas_camera
from tests.browser.conftest import Open, Watched
from tests.browser.symbols import picture_of
from tests.browser.test_decoder_only_scan import PYTHON, begin, hold_back, posts
from tests.running import Server
from tests.unit.test_scan_worker import CLASSMATE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("with_python", [False, True], ids=["before Python", "with Python"]),
]

SIDE = 1000
HELD_UP = (0, 380, 620)
BEHIND = (700, 0, 290)
LEFT, RIGHT = (10, 260, 480), (510, 260, 480)


def together(out: Path, *badges: tuple[Path, tuple[int, int, int]]) -> Path:
    """A square picture of badges: x, y and side of each."""
    picture = np.full((SIDE, SIDE), 170, np.uint8)
    for file, (x, y, side) in badges:
        code = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
        assert code is not None
        picture[y : y + side, x : x + side] = cv2.resize(code, (side, side), interpolation=cv2.INTER_AREA)
    cv2.imwrite(str(out), picture)
    return out


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another child's badge; the server here has never heard of it."""
    return picture_of(symbol(CLASSMATE).modules, tmp_path / "other.png")


def scanning(portal: Server, open_browser: Open, *, with_python: bool) -> Watched:
    """A page that scans, by Python or before it is there."""
    browser = open_browser(service_workers="block")
    canvas_camera.install(browser, 1280, 720)
    if not with_python:
        hold_back(browser, PYTHON)
    begin(browser, portal.address)
    browser.wait_for_stage("scanning")
    if with_python:
        browser.page.wait_for_selector("[data-slot=arriving]", state="hidden")
    return browser


def test_the_badge_held_up_signs_in(
    portal: Server, open_browser: Open, badge: Path, other: Path, tmp_path: Path, with_python: bool
) -> None:
    """T-37: Not the classmate's behind, which comes first in reading order."""
    both = together(tmp_path / "both.png", (badge, HELD_UP), (other, BEHIND))
    browser = scanning(portal, open_browser, with_python=with_python)
    canvas_camera.hold_up(browser, both)
    browser.page.get_by_test_id("app-tile").first.wait_for()
    assert len(posts(browser)) == 1


def test_one_badge_please(
    portal: Server, open_browser: Open, badge: Path, other: Path, tmp_path: Path, with_python: bool
) -> None:
    """T-37: Of two badges alike none is sent, and the hint says so; the one that is left signs in."""
    browser = scanning(portal, open_browser, with_python=with_python)
    canvas_camera.hold_up(browser, together(tmp_path / "two.png", (other, LEFT), (badge, RIGHT)))
    browser.page.wait_for_selector("[data-hint=one]")
    assert posts(browser) == []
    canvas_camera.hold_up(browser, together(tmp_path / "one.png", (badge, RIGHT)))
    browser.page.get_by_test_id("app-tile").first.wait_for()
    assert len(posts(browser)) == 1


def test_a_photo_of_several_badges_signs_nobody_in(
    portal: Server, open_browser: Open, badge: Path, other: Path, tmp_path: Path, with_python: bool
) -> None:
    """T-37: A photo of a class sheet is not guessed at."""
    browser = scanning(portal, open_browser, with_python=with_python)
    sheet = together(tmp_path / "sheet.png", (other, LEFT), (badge, RIGHT))
    browser.page.get_by_test_id("photo-input").set_input_files(sheet)
    browser.page.wait_for_selector("html[data-screen=photo-several]")
    assert posts(browser) == []


def test_the_badge_still_in_view_takes_a_tap(
    portal: Server, open_browser: Open, badge: Path, with_python: bool
) -> None:
    """T-37: Next student with the last badge still held up signs nobody in; after a while a tap does."""
    browser = scanning(portal, open_browser, with_python=with_python)
    page = browser.page
    canvas_camera.hold_up(browser, badge)
    page.get_by_test_id("app-tile").first.wait_for()
    page.get_by_role("button", name="Next student").click()
    browser.wait_for_stage("scanning")
    again = page.get_by_role("button", name="Go in again")
    again.wait_for()
    assert len(posts(browser)) == 1
    assert page.get_by_test_id("camera").evaluate("video => Boolean(video.srcObject)")
    again.click()
    page.get_by_test_id("dashboard").wait_for()
    assert len(posts(browser)) == 2


def test_a_badge_that_was_away_counts_again(
    portal: Server, open_browser: Open, badge: Path, with_python: bool
) -> None:
    """Whoever takes the badge away and shows it again is in, without a tap."""
    browser = scanning(portal, open_browser, with_python=with_python)
    page = browser.page
    canvas_camera.hold_up(browser, badge)
    page.get_by_test_id("app-tile").first.wait_for()
    canvas_camera.hold_up(browser, None)
    page.get_by_role("button", name="Next student").click()
    browser.wait_for_stage("scanning")
    page.wait_for_timeout(2500)  # the badge is away; nothing shows that the page has seen so
    canvas_camera.hold_up(browser, badge)
    page.get_by_test_id("dashboard").wait_for()
    expect(page.get_by_role("button", name="Go in again")).to_be_hidden()
