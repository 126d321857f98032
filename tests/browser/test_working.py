"""Every wait shows that it works: in motion for five seconds, then at rest; or at rest from the start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import Open
from tests.browser.test_history import wait_for_screen
from tests.browser.test_password import demo_account, sign_in
from tests.browser.test_scan import demo_student
from tests.running import Server

pytestmark = pytest.mark.browser

LONGEST_MOTION_S = 5
DOTS = "() => getComputedStyle(document.querySelector('[data-form=password] .go'), '::after')"
MOTION_S = """(style) => {
  const seconds = (list) => list.split(",").map(Number.parseFloat);
  const [each, times] = [seconds(style.animationDuration), seconds(style.animationIterationCount)];
  return style.animationName === "none" ? 0 : Math.max(...each.map((one, i) => one * times[i]));
}"""
IN_STAGE = """(selector) => getComputedStyle(document.querySelector(`[data-slot=stage] ${selector}`))"""


def hold(page: Page, path: str, method: str) -> list[Route]:
    """Keep what is asked at a path from reaching the server; what is held is let go by `continue_`."""
    held: list[Route] = []
    page.context.route(
        path, lambda route: held.append(route) if route.request.method == method else route.continue_()
    )
    return held


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_form_shows_that_it_is_sent(portal: Server, open_browser: Open, motion: str) -> None:
    """The button keeps its words and gets dots that march, or stand where somebody wants no motion."""
    browser = open_browser(camera="none", service_workers="block", reduced_motion=motion)
    page = browser.page
    hold(page, "**/api/v1/session", "POST")
    page.goto(f"{portal.address}/#password")
    assert page.evaluate(f"({DOTS})().content") == "none"
    sign_in(browser, *demo_account(portal))
    page.wait_for_function(f"() => ({DOTS})().content !== 'none' && ({DOTS})().visibility === 'visible'")
    lasts = page.evaluate(f"() => ({MOTION_S})(({DOTS})())")
    assert lasts == 0 if motion == "reduce" else 0 < lasts <= LONGEST_MOTION_S


def test_a_badge_on_its_way_leaves_no_black_box(
    portal: Server,
    open_browser: Open,
    badge_picture: Callable[[Path, str], Path],
    camera_video: Callable[[Path], Path],
) -> None:
    """Beside *Got it!* the camera's empty picture is gone, and the arcs light up again and again."""
    video = camera_video(badge_picture(portal.data, demo_student(portal.data)))
    browser = open_browser(video, service_workers="block")
    page = browser.page
    hold(page, "**/api/v1/session", "POST")
    page.goto(portal.address)
    page.get_by_test_id("badge-button").click()
    browser.wait_for_stage("checking")
    assert page.evaluate(f"({IN_STAGE})('video').visibility") == "hidden"
    lasts = page.evaluate(f"() => ({MOTION_S})(({IN_STAGE})('.light-1 .lit'))")
    assert 0.5 < lasts <= LONGEST_MOTION_S


def test_a_dashboard_on_its_way_shows_no_door(portal: Server, open_browser: Open) -> None:
    """A page loaded anew whose child is still in does not pass for one that waits for the next."""
    browser = open_browser(camera="none", service_workers="block")
    page = browser.page
    page.goto(f"{portal.address}/#password")
    sign_in(browser, *demo_account(portal))
    browser.wait_for_stage("signed-in")
    held = hold(page, "**/api/v1/dashboard", "GET")
    page.goto(portal.address)
    wait_for_screen(page, "checking")
    held[0].continue_()
    wait_for_screen(page, "dashboard")
