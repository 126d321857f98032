"""Two workers: the decoder's scans while Python starts, hands over, and comes back if that breaks down."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Worker

from tests.browser import canvas_camera
from tests.browser.conftest import PATIENCE_MS, Open, Watched
from tests.browser.line import line_to
from tests.browser.symbols import foreign_code
from tests.browser.test_decoder_only_scan import DECODER_WORKER, PYTHON, begin, hold_back, missing, posts
from tests.running import Server

pytestmark = pytest.mark.browser

KEYS = "**/.well-known/badge-keys.json"
BLOCK = """milliseconds => {
  const busy = () => { for (const end = Date.now() + milliseconds; Date.now() < end; ); };
  setTimeout(busy);
}"""
"""Keep a worker's thread busy, as Python does for seconds while it starts; returns before that."""
BREAK_PYTHON = "() => { performance.now = () => { throw new Error('no clock'); }; }"
"""Python asks for the time at each frame: from now on that raises."""
HANG_PYTHON = "() => { setTimeout(() => { for (;;); }); }"
"""Never come to an end."""


def worker(browser: Watched, name: str) -> Worker:
    """One of the page's two workers, "decoder" or "python", as soon as it is there."""
    for _ in range(PATIENCE_MS // 100):
        for each in browser.page.workers:
            if f"/assets/{name}-worker-" in each.url:
                return each
        browser.page.wait_for_timeout(100)
    raise AssertionError(f"no {name} worker")


def names(browser: Watched) -> list[str]:
    """Which of the page's workers there are."""
    scripts = [each.url.rpartition("/")[2] for each in browser.page.workers]
    return sorted(script.partition("-worker-")[0] for script in scripts)


def wait_for_workers(browser: Watched, *expected: str) -> None:
    """Wait until exactly these workers are there."""
    for _ in range(PATIENCE_MS // 100):
        if names(browser) == list(expected):
            return
        browser.page.wait_for_timeout(100)
    raise AssertionError(names(browser))


def give_up_python(browser: Watched) -> None:
    """Put the page's clock on until it waits for Python no longer: half a minute."""
    for _ in range(PATIENCE_MS // 100):
        if "python" not in names(browser):
            return
        browser.page.clock.run_for(1000)
        browser.page.wait_for_timeout(100)
    raise AssertionError(names(browser))


def begin_scan(browser: Watched, address: str) -> None:
    """Open the page and scan, with a camera that a test holds things up to."""
    canvas_camera.install(browser)
    begin(browser, address)
    browser.wait_for_stage("scanning")


def scan_by_python(browser: Watched, address: str) -> None:
    """Scan until Python does."""
    begin_scan(browser, address)
    wait_for_workers(browser, "python")


def sent(browser: Watched) -> int:
    """How many frames went to a worker."""
    return canvas_camera.counted(browser)["sent"]


def test_a_badge_is_read_while_python_keeps_its_thread_busy(
    portal: Server, open_browser: Open, badge: Path
) -> None:
    """However long Python's start blocks its worker, frames are scanned, and the badge opens the door."""
    browser = open_browser(service_workers="block")
    hold_back(browser, PYTHON)
    begin_scan(browser, portal.address)
    worker(browser, "python").evaluate(BLOCK, 10 * PATIENCE_MS)
    before = sent(browser)
    browser.page.wait_for_function("before => counted.sent > before + 5", arg=before)
    canvas_camera.hold_up(browser, badge)
    browser.page.get_by_test_id("app-tile").first.wait_for()


def test_a_frame_at_the_change_of_hands_is_not_lost(portal: Server, open_browser: Open, badge: Path) -> None:
    """When Python takes over, the decoder worker answers the frame it has, then ends; the scan goes on."""
    browser = open_browser(service_workers="block")
    release = hold_back(browser, PYTHON)
    begin_scan(browser, portal.address)
    worker(browser, "decoder").evaluate(BLOCK, PATIENCE_MS // 4)
    release()
    browser.page.wait_for_selector("[data-slot=arriving]", state="hidden")
    assert names(browser) == ["decoder", "python"]
    at_the_change = sent(browser)
    wait_for_workers(browser, "python")
    browser.page.wait_for_function("before => counted.sent > before + 3", arg=at_the_change)
    assert canvas_camera.counted(browser)["waiting"] == 1
    canvas_camera.hold_up(browser, badge)
    browser.page.get_by_test_id("app-tile").first.wait_for()
    assert '"badge":"ey' in posts(browser)[0], "Python sends the JWT that it has checked"


def test_the_decoder_comes_once_for_both(portal: Server, open_browser: Open) -> None:
    """It is fetched by the page and shared; Python's worker never asks for it."""
    browser = open_browser(service_workers="block")
    scan_by_python(browser, portal.address)
    fetched = [address for _, address, _ in browser.requests if fnmatch(address, "*/assets/decoder-*.wasm")]
    assert len(fetched) == 1


def test_what_can_wait_waits_for_the_decoder_worker(portal: Server, open_browser: Open) -> None:
    """Neither Python's worker nor the service worker takes a part of the line before the decoder has come."""
    later = ("/assets/python-worker-*", "/runtime/*", "/service-worker.js")
    browser = open_browser()
    canvas_camera.install(browser)
    with line_to(urlsplit(portal.address).port or 0) as line:
        line.damage("/assets/decoder-*.wasm", "held")
        begin(browser, line.address)
        browser.page.wait_for_selector("html[data-screen=load]")
        browser.page.wait_for_timeout(2000)
        assert [path for path in later if line.asked_for(path)] == []
        line.heal()
        wait_for_workers(browser, "python")
        assert [path for path in later if line.asked_for(path)] == list(later)


@pytest.mark.parametrize("how", [BREAK_PYTHON, HANG_PYTHON], ids=["breaks down", "hangs"])
def test_python_that_answers_no_more_is_replaced(
    portal: Server, open_browser: Open, badge: Path, how: str
) -> None:
    """T-32: The preview stays, a decoder worker reads the badge, and Python's worker is gone."""
    browser = open_browser(service_workers="block")
    browser.page.clock.install()
    scan_by_python(browser, portal.address)
    worker(browser, "python").evaluate(how)
    give_up_python(browser)
    wait_for_workers(browser, "decoder")
    assert browser.page.get_attribute("html", "data-stage") == "scanning"
    canvas_camera.hold_up(browser, badge)
    browser.page.get_by_test_id("app-tile").first.wait_for()
    (body,) = posts(browser)
    assert '"badge":"ey' not in body, "the decoder alone sends the number"


def test_a_badge_that_is_lost_with_python_is_scanned_again(
    portal: Server, open_browser: Open, badge: Path
) -> None:
    """Python ends while it checks a badge: the camera opens again, and what is held up is read."""
    browser = open_browser(service_workers="block")
    hold_back(browser, KEYS)
    scan_by_python(browser, portal.address)
    canvas_camera.hold_up(browser, badge)
    browser.wait_for_stage("checking")
    worker(browser, "python").evaluate("() => setTimeout(() => { throw new Error('no more'); })")
    browser.page.get_by_test_id("app-tile").first.wait_for()
    assert len(posts(browser)) == 1


def test_without_a_decoder_worker_python_scans(portal: Server, open_browser: Open, badge: Path) -> None:
    """A decoder worker that does not load shows in nothing but the door, built until Python is there."""
    browser = open_browser(service_workers="block")
    missing(browser, DECODER_WORKER)
    canvas_camera.install(browser)
    begin(browser, portal.address)
    browser.page.wait_for_selector("html[data-screen=load]")
    browser.wait_for_stage("scanning")
    canvas_camera.hold_up(browser, badge)
    browser.page.get_by_test_id("app-tile").first.wait_for()
    assert '"badge":"ey' in posts(browser)[0]


def test_a_code_that_is_no_badge_is_told_without_python(
    portal: Server, open_browser: Open, tmp_path: Path
) -> None:
    """This is not a school badge: said before Python is there, and taken back when the code is gone."""
    browser = open_browser(service_workers="block")
    hold_back(browser, PYTHON)
    begin_scan(browser, portal.address)
    canvas_camera.hold_up(browser, foreign_code("https://lunch.example/#123", tmp_path / "menu.png"))
    browser.page.locator("[data-screen=scan] [data-hint=wrong]").wait_for()
    canvas_camera.hold_up(browser, None)
    browser.page.locator("[data-screen=scan] [data-hint=look]").wait_for()
    assert posts(browser) == []


def test_leaving_while_python_checks_sends_nothing(portal: Server, open_browser: Open, badge: Path) -> None:
    """T-31: Stop before the badge is handed on: it never reaches the server, however late the keys come."""
    browser = open_browser(service_workers="block")
    release = hold_back(browser, KEYS)
    scan_by_python(browser, portal.address)
    canvas_camera.hold_up(browser, badge)
    browser.wait_for_stage("checking")
    browser.page.evaluate("document.querySelector('[data-action=stop]').click()")
    canvas_camera.hold_up(browser, None)
    browser.page.get_by_test_id("badge-button").click()
    browser.wait_for_stage("scanning")
    release()
    browser.page.wait_for_timeout(1000)
    assert posts(browser) == []
    assert browser.shown() == "scan"
