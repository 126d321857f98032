"""The whole startup bench: every site, visit after visit, in turns."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

import simcam
from benchmarks import browser
from benchmarks.line import BITS_PER_S, LATENCY_S
from benchmarks.results import Results, Row
from benchmarks.startup import sites, visits
from benchmarks.startup.sites import PLAIN, PYSCRIPT
from benchmarks.startup.visits import COLD, MILESTONES, SECOND, Conditions, Visit
from build_steps.progress import step

SPLIT, STOCK = "ours, split", "ours, stock"
_, _, FIRST_FRAME, READY = MILESTONES


@dataclass(frozen=True)
class Extent:
    """How often, and under which conditions."""

    runs: int
    conditions: Conditions


FULL = Extent(3, Conditions(BITS_PER_S, LATENCY_S, slower=4))
QUICK = Extent(1, Conditions(20 * BITS_PER_S, LATENCY_S / 10, slower=1))


def run(*, quick: bool) -> Results:
    """Run every site in turns, so that what else the machine does falls on all; about 12 minutes in full."""
    extent = QUICK if quick else FULL
    results = Results("startup")
    contenders = sites.build()
    seen: dict[tuple[str, str], list[Visit]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        results.machine += f", {browser.version(playwright.chromium)}"
        film = _empty_room(Path(folder) / "room.mjpeg")
        for turn in range(extent.runs):
            for contender in contenders:
                with step(f"{contender.name}, {turn + 1} of {extent.runs}") as current:
                    current.say("cold, then again, then without the server")
                    found = visits.run(playwright.chromium, contender, film, Path(folder), extent.conditions)
                for name, visit in found.items():
                    seen[contender.name, name] += [visit] if visit else []
    _tell(seen, results)
    _compare(results)
    return results


def _empty_room(path: Path) -> Path:
    """A film without a badge: the first frame looked at is not the last."""
    blank = np.full((540, 856), 230, np.uint8)
    return simcam.write_video(path, blank, seed=1, height_fraction=0.3, fps=15)


def _tell(seen: dict[tuple[str, str], list[Visit]], results: Results) -> None:
    for (who, case), all_visits in seen.items():
        if not all_visits:
            continue  # did not open: there is no time to tell
        for milestone in MILESTONES:
            times = [visit.ms[milestone] / 1000 for visit in all_visits]
            results.rows.append(Row.of(who, case, milestone, "s", times))
        travelled = [visit.sent / 1000 for visit in all_visits]
        results.rows.append(Row.of(who, case, "travelled until the scanner was ready", "KB", travelled))


def _compare(results: Results) -> None:
    def median(who: str, case: str, metric: str) -> float:
        return results.find(who, case, metric).median

    names = {row.what for row in results.rows}
    ours = SPLIT if SPLIT in names else "ours, slim"
    for rival in (STOCK, PYSCRIPT):
        for case in (COLD, SECOND):
            ratio = median(rival, case, READY) / median(ours, case, READY)
            results.ratio(f"scanner ready, {case}: {rival} over {ours}", ratio)
    first = median(PLAIN, COLD, FIRST_FRAME) / median(ours, COLD, FIRST_FRAME)
    results.ratio(f"first frame looked at, cold: {PLAIN} over {ours}", first)
    for milestone in (FIRST_FRAME, READY):
        behind = median(ours, SECOND, milestone) - median(PLAIN, SECOND, milestone)
        results.ratio(f"{milestone}, second visit: seconds {ours} is behind {PLAIN}", behind)
