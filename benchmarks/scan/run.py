"""The whole scan bench: what is held up, how often, and what is made of it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.results import Results
from benchmarks.scan import dashboard, harness, speed, success, wrong
from build_steps import site
from build_steps.progress import step


@dataclass(frozen=True)
class Extent:
    """How much is run."""

    attempts: dict[float, int]
    """Hold-ups of each severity by the code's share of the frame's height."""
    timed: int
    """Hold-ups of which single steps are timed."""
    dashboards: int
    wrong: int
    """Frames among which nobody may be let in who does not hold their own badge."""


FULL = Extent({0.15: 40, 0.20: 100, 0.25: 120, 0.35: 250, 0.50: 80}, timed=40, dashboards=9, wrong=50_000)
QUICK = Extent({0.20: 3, 0.35: 4, 0.50: 3}, timed=3, dashboards=2, wrong=200)


def run(*, quick: bool, wrong_frames: int | None = None) -> Results:
    """Run all parts, each shown as a step; about 12 minutes unless `quick`."""
    extent = QUICK if quick else FULL
    if wrong_frames is not None:
        extent = replace(extent, wrong=wrong_frames)
    results = Results("scan")
    dist = site.ensure()
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        harness.opened(playwright.chromium, dist, Path(folder)) as shared,
    ):
        results.machine += f", Chromium {shared.browser.version}"
        with step("Hold-ups, read by us and by others") as current:
            success.measure(shared, extent.attempts, results, current)
        with step("Time of a step") as current:
            speed.measure(shared, extent.timed, results, current)
        with step("Readable frame to dashboard") as current:
            dashboard.measure(shared, extent.dashboards, results, current)
        with step("Cards that may open nothing") as current:
            wrong.measure(shared, extent.wrong, results, current)
    return results
