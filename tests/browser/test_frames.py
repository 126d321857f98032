"""Frames from the camera to the worker: every form and size of them, and none while nobody looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Worker

from tests.browser import canvas_camera
from tests.browser.conftest import Open, Watched
from tests.browser.test_decoder_only_scan import DECODER, PYTHON, begin, hold_back
from tests.browser.test_decoder_worker import worker
from tests.browser.test_scan import demo_student
from tests.running import Server

pytestmark = pytest.mark.browser

Print = Callable[[Path, str], Path]
Film = Callable[[Path], Path]

NO_VIDEO_FRAMES = "delete window.VideoFrame;"
NO_VIDEO_FRAME_CALLBACK = "delete HTMLVideoElement.prototype.requestVideoFrameCallback;"
COUNT_DRAWN = """() => {
  const { prototype } = OffscreenCanvasRenderingContext2D;
  const { drawImage } = prototype;
  self.drawn = 0;
  prototype.drawImage = function (...what) {
    self.drawn += 1;
    return drawImage.apply(this, what);
  };
}"""
AS_IT_IS = "() => {}"
OF_FORMAT = "() => Object.defineProperty(VideoFrame.prototype, 'format', { get: () => FORMAT })"
WIDE_ROWS = """() => {
  const { prototype } = VideoFrame;
  const { allocationSize, copyTo } = prototype;
  const wide = ({ format, visibleRect: { width, height } }) => {
    const [planes, bytes] = { I420: [3, 1], BGRA: [1, 4] }[format];
    const stride = width * bytes + 64;
    return { layout: Array.from({ length: planes }, (_, at) => ({ offset: at * stride * height, stride })) };
  };
  prototype.allocationSize = function () {
    return allocationSize.call(this, wide(this));
  };
  prototype.copyTo = function (target) {
    return copyTo.call(this, target, wide(this));
  };
}"""
"""Rows that are longer than the picture is wide, as some engines have laid out their planes."""
NO_COPY = """() => {
  VideoFrame.prototype.copyTo = async () => {
    throw new DOMException("not this one", "NotSupportedError");
  };
}"""
NOT_MOVED = """
window.refused = [];
const { postMessage: plainPost } = Worker.prototype;
Worker.prototype.postMessage = function (message, moved) {
  if (message.frame instanceof VideoFrame) {
    refused.push(message.frame);
    throw new DOMException("no frames here", "DataCloneError");
  }
  return plainPost.call(this, message, moved);
};
"""
"""An engine that has VideoFrames and moves none to a worker."""
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
    opens_the_door(browser, badge)
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
    opens_the_door(browser, badge)
    by_canvas = canvas_camera.counted(browser)["bitmaps"] > 0
    assert by_canvas == (missing == NO_VIDEO_FRAMES)


def opens_the_door(browser: Watched, badge: Path) -> None:
    """Hold a badge up to a scan that has begun, and wait for the dashboard."""
    browser.wait_for_stage("scanning")
    canvas_camera.hold_up(browser, badge)
    browser.page.get_by_test_id("app-tile").first.wait_for()


def changed_worker(browser: Watched, address: str, change: str) -> Worker:
    """Scan by the decoder worker alone, changed before its first frame so that it counts what it draws."""
    hold_back(browser, PYTHON)
    release = hold_back(browser, DECODER)
    begin(browser, address)
    changed = worker(browser, "decoder")
    changed.evaluate(COUNT_DRAWN)
    changed.evaluate(change)
    release()
    return changed


@pytest.mark.parametrize(
    ("change", "is_drawn"),
    [
        (AS_IT_IS, False),
        (OF_FORMAT.replace("FORMAT", "null"), True),
        (OF_FORMAT.replace("FORMAT", "'P010'"), True),
        (WIDE_ROWS, True),
        (NO_COPY, True),
    ],
    ids=["as it is", "no format", "another format", "wide rows", "no copy"],
)
def test_a_plane_that_cannot_be_taken_is_drawn(
    portal: Server, open_browser: Open, badge_picture: Print, camera_video: Film, change: str, is_drawn: bool
) -> None:
    """A camera's luma plane is taken as it is; any frame that does not give it is read from a canvas."""
    video = camera_video(badge_picture(portal.data, demo_student(portal.data)))
    browser = open_browser(video, service_workers="block")
    decoder_worker = changed_worker(browser, portal.address, change)
    browser.page.get_by_test_id("app-tile").first.wait_for()
    assert (decoder_worker.evaluate("drawn") > 0) == is_drawn


@pytest.mark.parametrize(
    ("change", "is_drawn"), [(AS_IT_IS, False), (WIDE_ROWS, True)], ids=["tight", "wide"]
)
def test_colours_that_cannot_be_taken_are_drawn(
    portal: Server, open_browser: Open, badge: Path, change: str, is_drawn: bool
) -> None:
    """The same holds for frames of four bytes a pixel."""
    browser = open_browser(service_workers="block")
    canvas_camera.install(browser)
    decoder_worker = changed_worker(browser, portal.address, change)
    opens_the_door(browser, badge)
    assert (decoder_worker.evaluate("drawn") > 0) == is_drawn


def test_frames_that_do_not_move_are_sent_as_bitmaps(portal: Server, open_browser: Open, badge: Path) -> None:
    """One VideoFrame is refused and closed; from then on the worker gets bitmaps, and reads the badge."""
    browser = open_browser()
    canvas_camera.install(browser)
    browser.context.add_init_script(NOT_MOVED)
    begin(browser, portal.address)
    opens_the_door(browser, badge)
    closed = browser.page.evaluate("refused.map(({ format }) => format === null)")
    assert closed == [True]
    assert canvas_camera.counted(browser)["bitmaps"] > 0


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
