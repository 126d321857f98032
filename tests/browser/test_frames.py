"""Frames from the camera to the worker: every form and size of them, and none while nobody looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import canvas_camera
from tests.browser.conftest import Open
from tests.browser.test_early import begin
from tests.running import Server

pytestmark = pytest.mark.browser

NO_VIDEO_FRAMES = "delete window.VideoFrame;"
NO_VIDEO_FRAME_CALLBACK = "delete HTMLVideoElement.prototype.requestVideoFrameCallback;"
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.mark.parametrize("size", [(640, 480), (160, 120), (3840, 2160), (641, 359)], ids=str)
def test_a_camera_of_any_size_is_read(
    portal: Server,
    open_browser: Open,
    badge: Path,
    size: tuple[int, int],
) -> None:
    """From a toy's camera to 4K, and with sizes that no codec likes."""
    browser = open_browser()
    canvas_camera.install(browser, *size)
    begin(browser, portal.address)
    browser.wait_for_stage("scanning")
    canvas_camera.hold_up(browser, badge)
    browser.page.get_by_test_id("app-tile").first.wait_for()
    assert canvas_camera.counted(browser)["videoFrames"] > 0
    assert browser.errors == []


@pytest.mark.parametrize("missing", [NO_VIDEO_FRAMES, NO_VIDEO_FRAME_CALLBACK], ids=["frame", "callback"])
def test_an_engine_without_it_is_read_as_well(
    portal: Server,
    open_browser: Open,
    badge: Path,
    missing: str,
) -> None:
    """Without VideoFrame the canvas does, without requestVideoFrameCallback the animation frame."""
    browser = open_browser()
    canvas_camera.install(browser)
    browser.context.add_init_script(missing)
    begin(browser, portal.address)
    browser.wait_for_stage("scanning")
    canvas_camera.hold_up(browser, badge)
    browser.page.get_by_test_id("app-tile").first.wait_for()
    by_canvas = canvas_camera.counted(browser)["bitmaps"] > 0
    assert by_canvas == (missing == NO_VIDEO_FRAMES)


def test_a_hidden_page_looks_at_nothing(portal: Server, open_browser: Open) -> None:
    """No frame is sent while nobody sees the page, and the scan goes on when it comes back."""
    browser = open_browser()
    canvas_camera.install(browser)
    begin(browser, portal.address)
    browser.page.wait_for_function("() => counted.sent > 3")
    browser.page.evaluate(HIDE, True)
    browser.page.wait_for_timeout(300)
    hidden = canvas_camera.counted(browser)["sent"]
    browser.page.wait_for_timeout(1000)
    assert canvas_camera.counted(browser)["sent"] == hidden
    browser.page.evaluate(HIDE, False)
    browser.page.wait_for_function("before => counted.sent > before + 3", arg=hidden)


def test_no_frame_waits_behind_another(portal: Server, open_browser: Open) -> None:
    """At most one frame is on its way at a time, and at most 15 a second."""
    browser = open_browser()
    canvas_camera.install(browser)
    begin(browser, portal.address)
    browser.page.wait_for_function("() => counted.sent > 3")
    before = canvas_camera.counted(browser)["sent"]
    browser.page.wait_for_timeout(2000)
    assert canvas_camera.counted(browser)["sent"] - before <= 31
    assert canvas_camera.counted(browser)["waiting"] == 1
