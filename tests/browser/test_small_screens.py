"""Small screens: a phone upright and on its side, and a laptop whose page is zoomed to 200 %."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from harmony_words import languages
from tests.browser.conftest import Open
from tests.running import Server

pytestmark = pytest.mark.browser

SIZES = {"upright": (360, 740), "on its side": (740, 360), "zoomed": (683, 384)}
PATHS = tuple(f"/{language.folder}" for language in languages())
LATE = "main > [data-screen=session-ended]"

SCREENS = "() => [...document.querySelectorAll('main > [data-screen]')].map(({ dataset }) => dataset.screen)"
SHOW = """name => {
  const screens = document.querySelectorAll("main > [data-screen]");
  for (const screen of screens) screen.hidden = screen.dataset.screen !== name;
  document.documentElement.dataset.screen = name;
  for (const hint of document.querySelectorAll("[data-hint]")) hint.hidden = hint.dataset.hint !== "again";
  scrollTo(0, 0);
}"""
"""As docs/look.md has it; of the hints the one with a button."""
OUT_OF_SIGHT = """() => [...document.querySelectorAll(".go")].filter((button) => {
  const { top, left, bottom, right } = button.getBoundingClientRect();
  const isInside = top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
  return button.checkVisibility() && !isInside;
}).map(({ textContent }) => textContent.trim())"""
IS_WIDER = "() => document.documentElement.scrollWidth > innerWidth"
HEADER = "() => document.querySelector('.top').offsetHeight"
SPEAKERS_BELOW = """() => [...document.querySelectorAll(".ear")].filter((ear) => {
  const [heading, speaker] = [...ear.children].map((child) => child.getBoundingClientRect());
  const isBehind = speaker.left >= heading.right - 1 || speaker.right <= heading.left + 1;
  return speaker.width > 0 && (speaker.top >= heading.bottom || !isBehind);
}).length"""
HEIGHTS = """() => [...document.querySelectorAll(".row > .kid")].filter((button) => button.checkVisibility())
  .map((button) => button.offsetHeight)"""
HINT = """slow => {
  const scan = document.querySelector("main > [data-screen=scan]");
  scan.toggleAttribute("data-slow", slow);
  for (const hint of scan.querySelectorAll("[data-hint]")) hint.hidden = hint.dataset.hint !== "closer";
  const letters = getComputedStyle(scan.querySelector("[data-hint=closer] b")).fontSize;
  return [scan.querySelector(".hint").offsetHeight, parseFloat(letters)];
}"""

Visit = Callable[..., Page]


@pytest.fixture
def visit(portal: Server, open_browser: Open) -> Visit:
    """Open the student's page on a small screen, with all of its screens there."""

    def open_page(size: str, path: str = "/") -> Page:
        width, height = SIZES[size]
        language = path.strip("/") or "en"
        page = open_browser(viewport={"width": width, "height": height}, locale=language).page
        page.goto(portal.address + path)
        page.wait_for_selector(LATE, state="attached")
        return page

    return open_page


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("size", SIZES)
def test_the_next_tap_is_in_sight(visit: Visit, size: str, path: str) -> None:
    """On every screen that has a yellow button all of it shows without scrolling."""
    page = visit(size, path)
    hidden = {}
    for screen in page.evaluate(SCREENS):
        page.evaluate(SHOW, screen)
        hidden[screen] = page.evaluate(OUT_OF_SIGHT)
    assert len(hidden) > 20
    assert {screen: buttons for screen, buttons in hidden.items() if buttons} == {}


@pytest.mark.parametrize("path", PATHS)
def test_a_narrow_phone_keeps_its_rows(visit: Visit, path: str) -> None:
    """At 360 px school and languages share one row, speakers stand beside headings, and buttons are alike."""
    page = visit("upright", path)
    for screen in page.evaluate(SCREENS):
        page.evaluate(SHOW, screen)
        assert page.evaluate(HEADER) <= 72, screen
        assert not page.evaluate(IS_WIDER), screen
        assert page.evaluate(SPEAKERS_BELOW) == 0, screen
        assert set(page.evaluate(HEIGHTS)) <= {64}, screen


def test_a_denied_camera_begins_with_what_to_do(visit: Visit) -> None:
    """Heading, words and button come before any drawing, and no drawing lies over them."""
    page = visit("upright")
    page.evaluate(SHOW, "camera-denied")
    notice = page.locator("main > [data-screen=camera-denied]")
    tops = [notice.locator(one).first.bounding_box() for one in ("h1", ".go", ".steps", "> .pic")]
    order = [box["y"] for box in tops if box]
    assert len(order) == 4
    assert order == sorted(order)
    steps, picture = notice.locator(".steps").bounding_box(), notice.locator("> .pic").bounding_box()
    assert steps
    assert picture
    assert picture["y"] >= steps["y"] + steps["height"]


@pytest.mark.parametrize("size", SIZES)
def test_a_hint_that_has_not_helped_grows(visit: Visit, size: str) -> None:
    """After a while without a find the hint is larger, and its letters are no smaller."""
    page = visit(size)
    page.evaluate(SHOW, "scan")
    assert page.locator("main > [data-screen=scan]").get_by_role("button", name="Use a password").is_visible()
    height, letters = page.evaluate(HINT, False)
    slow_height, slow_letters = page.evaluate(HINT, True)
    assert slow_height >= height
    assert slow_letters >= letters
    assert (slow_height, slow_letters) != (height, letters)
