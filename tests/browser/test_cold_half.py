"""The split runtime: its cold half stays away from a sign-in, comes when it is called, and at leisure."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from build_steps.site import report
from pyodide_runtime import stock
from tests.browser.conftest import Open
from tests.browser.line import Kind, line_to
from tests.browser.test_scan import demo_student
from tests.browser.visiting import first_visit, visit
from tests.running import Server

pytestmark = pytest.mark.browser

Print = Callable[[Path, str], Path]
Film = Callable[[Path], Path]
SETTLE_MS = 10_000
LEISURE_MS = 40_000
"""So long after a sign-in the device has nothing else to do: by the page's clock, which is put on."""


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
    page.clock.install()
    page.goto(portal.address)
    browser.wait_for_stage("ready")
    assert cold_loads(browser.requests) == []
    page.get_by_test_id("badge-button").click()
    page.get_by_test_id("dashboard").wait_for()
    page.clock.run_for(SETTLE_MS)
    page.wait_for_load_state("networkidle")
    assert cold_loads(browser.requests) == []
    assert browser.errors == []


def test_the_cold_half_comes_at_leisure(
    portal: Server, open_browser: Open, badge_picture: Print, camera_video: Film
) -> None:
    """Well after the sign-in it is fetched once, and joins without a word."""
    video = camera_video(badge_picture(portal.data, demo_student(portal.data)))
    browser = open_browser(video, service_workers="block")  # which fetches it for visits without a network
    browser.page.clock.install()
    browser.page.goto(portal.address)
    browser.page.get_by_test_id("badge-button").click()
    browser.page.get_by_test_id("dashboard").wait_for()
    with browser.context.expect_event(
        "response", lambda answer: answer.url.endswith("/cold.wasm")
    ) as answered:
        browser.page.clock.run_for(LEISURE_MS)
    assert answered.value.ok
    browser.page.wait_for_load_state("networkidle")
    assert len(cold_loads(browser.requests)) == 1
    assert browser.errors == []


CALL = """
async ([home, info]) => {
  const source = `
    const { loadPyodide } = await import("${location.origin}${home}pyodide.mjs");
    const lockFileContents = JSON.stringify({ info: ${info}, packages: {} });
    const pyodide = await loadPyodide({ indexURL: "${location.origin}${home}", lockFileContents });
    const before = pyodide._module.coldHalf.loads;
    try {
      const name = pyodide.runPython("import unicodedata; unicodedata.name(chr(0x4e2d))");
      postMessage([before, name, pyodide._module.coldHalf.loads]);
    } catch ({ message, reason }) {
      postMessage([message, reason]);
    }`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(address, { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
}
"""


def where(dist: Path) -> list[str]:
    """The folder of the runtime, and what its lock file says of it."""
    (cold,) = dist.glob("runtime/*/cold.wasm")
    return [f"/runtime/{cold.parent.name}/", json.dumps(stock([]).info)]


def test_the_cold_half_comes_when_it_is_called(portal: Server, dist: Path, open_browser: Open) -> None:
    """A call into it, in the midst of Python, loads it on the spot, and gives the right answer."""
    browser = open_browser(bypass_csp=True)
    browser.page.goto(portal.address)
    assert browser.page.evaluate(CALL, where(dist)) == [0, "CJK UNIFIED IDEOGRAPH-4E2D", 1]


def test_a_damaged_cold_half_is_asked_for_once_more(portal: Server, dist: Path, open_browser: Open) -> None:
    """T-29: where it came altered, or broke off, it is asked for past every cache, and the call succeeds."""
    for fault in ("altered", "broken off"):
        assert called(portal, dist, open_browser, fault, times=1) == [0, "CJK UNIFIED IDEOGRAPH-4E2D", 1]


def test_a_cold_half_damaged_twice_is_never_joined(portal: Server, dist: Path, open_browser: Open) -> None:
    """T-29: the call fails, in words, and with the reason that the page tells its words by."""
    message, reason = called(portal, dist, open_browser, "altered", times=2)
    assert (message, reason) == ("cold.wasm is not the file that was built", "damaged")
    message, reason = called(portal, dist, open_browser, "broken off", times=2)
    assert message.startswith("cold.wasm did not come: NetworkError")
    assert reason == "missing"


def called(portal: Server, dist: Path, open_browser: Open, fault: Kind, times: int) -> Any:
    """What a call into the cold half comes to over a line with a fault; it is asked for twice."""
    with line_to(urlsplit(portal.address).port or 0) as line:
        line.damage("*/cold.wasm*", fault, times)
        browser = open_browser(bypass_csp=True)
        browser.page.goto(line.address)
        found = browser.page.evaluate(CALL, where(dist))
        assert [each.path.rpartition("/")[2] for each in line.asked_for("*/cold*")] == [
            "cold.wasm",
            "cold.wasm?again",
        ]
        return found


SPOIL = """
async (path) => (await caches.open("harmony-files")).put(path, new Response("spoiled"))
"""


def test_a_cold_half_altered_on_the_device_is_not_used(
    portal: Server, dist: Path, open_browser: Open
) -> None:
    """T-29: the service worker verifies a cached one before it hands it out, and drops it if it is wrong."""
    with line_to(urlsplit(portal.address).port or 0) as line:
        browser = open_browser(bypass_csp=True)
        first_visit(browser, line.address, dist)
        page = visit(browser, line.address)
        home, _ = where(dist)
        page.evaluate(SPOIL, f"{home}cold.wasm")
        assert page.evaluate(CALL, where(dist)) == [0, "CJK UNIFIED IDEOGRAPH-4E2D", 1]
        assert len(line.asked_for("*/cold.wasm")) == 1
