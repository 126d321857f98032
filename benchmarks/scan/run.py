"""The whole scan bench: what is held up, how often, and what is made of it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.results import Results
from benchmarks.scan import dashboard, harness, speed, success, wrong
from benchmarks.scan.success import Counts
from build_steps import site
from build_steps.progress import step


@dataclass(frozen=True)
class Extent:
    """How much is run."""

    counts: Counts
    """Scan attempts of each severity, seen by all and by ours."""
    timed: int
    """Scan attempts of which single steps are timed."""
    dashboards: int
    wrong: int
    """Frames among which nobody may be let in who does not hold their own badge."""


FULL = Extent(
    {0.15: (12, 20), 0.20: (24, 150), 0.25: (30, 200), 0.35: (60, 500), 0.50: (24, 100)},
    timed=30,
    dashboards=9,
    wrong=50_000,
)
QUICK = Extent({0.20: (2, 3), 0.35: (3, 4), 0.50: (2, 3)}, timed=3, dashboards=2, wrong=200)


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
        with step("Scan attempts, read by us and by others") as current:
            success.measure(shared, extent.counts, results, current)
        with step("Time of a step") as current:
            speed.measure(shared, extent.timed, results, current)
        with step("Readable frame to dashboard") as current:
            dashboard.measure(shared, extent.dashboards, results, current)
        with step("Cards that may open nothing") as current:
            wrong.measure(shared, extent.wrong, results, current)
    return results
