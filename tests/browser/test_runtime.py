"""Python in the browser: how its coming is told, what happens when it does not come, and its wheels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Route

from tests.browser.conftest import PATIENCE_MS, Open
from tests.browser.test_scan import demo_student
from tests.running import Server

pytestmark = pytest.mark.browser

Print = Callable[[Path, str], Path]
Film = Callable[[Path], Path]

DECODER = "**/assets/decoder-*.wasm"
"""Without it nothing scans frames; with it nothing of Python is missed at once."""

INSTALL = """
async () => {
  const { runtime, wheels } = await (await fetch("/wheels/index.json")).json();
  const address = (name) => location.origin + wheels.find((wheel) => wheel.name === name).url;
  const { loadPyodide } = await import(`${runtime}pyodide.mjs`);
  const pyodide = await loadPyodide();
  await pyodide.loadPackage(address("micropip"));
  const names = ["zxing-cpp", "pyjwt", "segno", "harmony"];
  await pyodide.pyimport("micropip").install(names.map(address), false, false);
  return pyodide.runPython(`
import jwt, segno, zxingcpp, harmony_browser
from harmony.badge import symbol, token
view = memoryview(bytes(100)).cast("B", (10, 10))
str(len(zxingcpp.read_barcodes(view))) + " " + segno.__version__`);
}
"""


def test_the_wheels_install_by_micropip(portal: Server, open_browser: Open) -> None:
    """Micropip installs every wheel from the portal's own origin, and all of them import."""
    browser = open_browser(bypass_csp=True)
    browser.page.goto(portal.address)
    browser.wait_for_stage("ready")
    found, version = str(browser.page.evaluate(INSTALL)).split()
    assert found == "0"
    assert version.startswith("1.")
    assert all(address.startswith(portal.address) for _, address, _ in browser.requests)


def test_a_runtime_that_never_comes_is_told(portal: Server, open_browser: Open) -> None:
    """A program of which nothing can be loaded is a screen with words, never an endless wait."""
    browser = open_browser(service_workers="block")
    browser.context.route("**/pyodide.asm.wasm", lambda route: route.fulfill(status=404))
    browser.context.route(DECODER, lambda route: route.fulfill(status=404))
    browser.page.goto(portal.address)
    browser.page.get_by_test_id("badge-button").click()
    browser.page.wait_for_selector("html[data-screen=load-failed]")
    assert browser.page.get_attribute("html", "data-stage") == "failed"
    failed = browser.page.locator("main > [data-screen=load-failed]")
    failed.get_by_role("button", name="Use a password").click()
    assert browser.page.get_by_test_id("username").is_visible()


def test_a_broken_runtime_is_told(portal: Server, open_browser: Open) -> None:
    """A program that arrives damaged is told like one that does not arrive."""
    browser = open_browser(service_workers="block")
    browser.context.route("**/python_stdlib.zip", lambda route: route.fulfill(body=b"not a zip at all"))
    browser.context.route(DECODER, lambda route: route.fulfill(body=b"no decoder"))
    browser.page.goto(portal.address)
    browser.page.get_by_test_id("badge-button").click()
    browser.page.wait_for_selector("html[data-screen=load-failed]")


def test_loading_shows_bytes_and_builds_the_door(
    portal: Server, open_browser: Open, badge_picture: Print, camera_video: Film
) -> None:
    """While nothing can scan yet the page says how many megabytes of how many, and then scans by itself."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    browser = open_browser(
        camera_video(badge_picture(portal.data, demo_student(portal.data))), service_workers="block"
    )
    browser.context.route("**/python_stdlib.zip", hold)
    browser.context.route(DECODER, lambda route: route.abort() if len(held) < 1 else route.continue_())
    page = browser.page
    page.goto(portal.address)
    page.get_by_test_id("badge-button").click()
    page.wait_for_selector("html[data-screen=load]")
    page.wait_for_function(
        "() => document.querySelectorAll('[data-block].in').length > 3", timeout=PATIENCE_MS
    )
    assert " MB" in page.locator("[data-slot=size]").inner_text()
    share = page.locator("progress").evaluate("bar => bar.value")
    assert 0.3 < share < 1
    for route in held:
        route.continue_()
    page.get_by_test_id("dashboard").wait_for()


def test_a_photo_of_the_badge_is_enough(
    portal: Server, open_browser: Open, badge_picture: Print, tmp_path: Path
) -> None:
    """Without a camera a photo of the badge opens the dashboard; what is no picture is told."""
    picture = badge_picture(portal.data, demo_student(portal.data))
    browser = open_browser(camera="none")
    page = browser.page
    page.goto(portal.address)
    page.get_by_test_id("badge-button").click()
    page.wait_for_selector("html[data-screen=camera-none]")
    note = tmp_path / "note.txt"
    note.write_text("no picture")
    page.get_by_test_id("photo-input").set_input_files(note)
    page.wait_for_selector("html[data-screen=photo-unreadable]")
    page.get_by_test_id("photo-input").set_input_files(picture)
    page.get_by_test_id("dashboard").wait_for()
