"""From a readable frame before the camera to the dashboard on the screen, in the page as children have it."""

from __future__ import annotations

import base64
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.results import Results, Row
from benchmarks.scan import frames
from benchmarks.scan.frames import Attempt
from benchmarks.scan.harness import OURS, PATIENCE_MS, SEED, Harness
from build_steps.progress import Step

CAMERA = (Path(__file__).parent / "page" / "camera.js").read_text("utf-8")


def measure(harness: Harness, count: int, results: Results, current: Step) -> None:
    """Show a badge that is read in the first frame, and wait for the tiles."""
    plan = [Attempt(seed % harness.badges, "mild", 0.5, SEED + seed) for seed in range(count)]
    context = harness.browser.new_context(locale="en-US", permissions=["camera"])
    context.add_init_script(CAMERA)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(harness.portal.address)
    page.wait_for_selector("html[data-stage=ready]")
    taken, wrong = [], 0
    for number, attempt in enumerate(plan):
        current.say(f"{number} of {count}")
        # Settled: this is about the way from a readable frame on, not about which frame that is.
        pixels = frames.ask(harness.workers, attempt, 20).result().pixels
        ms, who = _shown_after(page, pixels)
        if who == harness.cards[attempt.card].owner:
            taken.append(ms)
        else:
            wrong += 1
        _sign_out(page)
    context.close()
    results.rows.append(
        Row(OURS, "one child after another", "wrong acceptances", "", wrong, wrong, wrong, count)
    )
    results.rows.append(Row.of(OURS, "loopback", "readable frame to dashboard", "ms", taken))


def _shown_after(page: Page, pixels: bytes) -> tuple[float, str]:
    """Milliseconds until a dashboard was there, and whose; before an empty room nobody may be let in."""
    page.get_by_test_id("badge-button").click()
    page.wait_for_selector("html[data-stage=scanning], html[data-stage=signed-in]")
    page.wait_for_timeout(500)
    if page.get_attribute("html", "data-stage") == "signed-in":
        return 0.0, ""
    ms = float(page.evaluate("frame => showFrame(frame)", base64.b64encode(pixels).decode()))
    return ms, page.get_by_test_id("student-name").inner_text()


def _sign_out(page: Page) -> None:
    page.wait_for_selector("main > [data-screen=success]", state="hidden")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_test_id("badge-button").wait_for()
