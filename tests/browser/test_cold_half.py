"""The split runtime: its cold half stays away from a sign-in, comes when it is called, and at leisure."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from build_steps import report
from build_steps.runtime import published
from tests.browser.conftest import Open
from tests.browser.test_scan import demo_student
from tests.running import Server

pytestmark = pytest.mark.browser

Print = Callable[[Path, str], Path]
Film = Callable[[Path], Path]
SETTLE_MS = 10_000


@pytest.fixture(autouse=True)
def _split(dist: Path) -> None:
    """What is tested here is only there in a split runtime, which is what a build makes where it can."""
    assert json.loads((dist / report.NAME).read_text("utf-8"))["runtime"] == "split"


def cold_loads(requests: list[tuple[str, str, str]]) -> list[str]:
    """The requests for the cold half."""
    return [address for _, address, _ in requests if address.endswith("/cold.wasm")]


def test_a_sign_in_never_needs_the_cold_half(
    portal: Server, open_browser: Open, badge_picture: Print, camera_video: Film
) -> None:
    """At ready, at the dashboard and ten seconds after, nothing has called for it."""
    video = camera_video(badge_picture(portal.data, demo_student(portal.data)))
    browser = open_browser(video, service_workers="block")  # which fetches it for visits without a network
    page = browser.page
    page.goto(portal.address)
    browser.wait_for_stage("ready")
    assert cold_loads(browser.requests) == []
    page.get_by_test_id("badge-button").click()
    page.get_by_test_id("dashboard").wait_for()
    page.wait_for_timeout(SETTLE_MS)
    assert cold_loads(browser.requests) == []
    assert browser.errors == []


def test_the_cold_half_comes_at_leisure(
    portal: Server, open_browser: Open, badge_picture: Print, camera_video: Film
) -> None:
    """Well after the sign-in it is fetched once, and joins without a word."""
    video = camera_video(badge_picture(portal.data, demo_student(portal.data)))
    browser = open_browser(video, service_workers="block")  # which fetches it for visits without a network
    browser.page.goto(portal.address)
    browser.page.get_by_test_id("badge-button").click()
    browser.page.get_by_test_id("dashboard").wait_for()
    with browser.context.expect_event(
        "response", lambda answer: answer.url.endswith("/cold.wasm")
    ) as answered:
        pass
    assert answered.value.ok
    browser.page.wait_for_timeout(2000)
    assert len(cold_loads(browser.requests)) == 1
    assert browser.errors == []


CALL = """
async ([home, info]) => {
  const source = `
    const { loadPyodide } = await import("${location.origin}${home}pyodide.mjs");
    const lockFileContents = JSON.stringify({ info: ${info}, packages: {} });
    const pyodide = await loadPyodide({ indexURL: "${location.origin}${home}", lockFileContents });
    const before = pyodide._module.coldHalf.loads;
    const name = pyodide.runPython("import unicodedata; unicodedata.name(chr(0x4e2d))");
    postMessage([before, name, pyodide._module.coldHalf.loads]);`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(address, { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
}
"""


def test_the_cold_half_comes_when_it_is_called(portal: Server, dist: Path, open_browser: Open) -> None:
    """A call into it, in the midst of Python, loads it on the spot, and gives the right answer."""
    (cold,) = dist.glob("runtime/*/cold.wasm")
    browser = open_browser(bypass_csp=True)
    browser.page.goto(portal.address)
    home, info = f"/runtime/{cold.parent.name}/", json.dumps(published.info())
    assert browser.page.evaluate(CALL, [home, info]) == [0, "CJK UNIFIED IDEOGRAPH-4E2D", 1]
