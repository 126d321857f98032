"""The whole startup bench: every site on every line, visit after visit, in turns."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

import simcam
from benchmarks import browser
from benchmarks.results import Results, Row
from benchmarks.startup import sites, visits
from benchmarks.startup.sites import PLAIN, PYSCRIPT
from benchmarks.startup.visits import COLD, MILESTONES, SECOND, Conditions, Visit, case
from build_steps.progress import step

SPLIT, STOCK = "ours, split", "ours, stock"
_, _, FIRST_FRAME, READY = MILESTONES


@dataclass(frozen=True)
class Place:
    """Where the portal is opened, and how often it is there."""

    name: str
    conditions: Conditions
    runs: int


HOME = Place("at home", Conditions(1.6e6, 0.150, slower=4), runs=3)
SCHOOL = Place("at school", Conditions(32e6, 0.015, slower=1), runs=7)
"""There a visit is over so soon that one differs more from the next."""


def run(*, quick: bool) -> Results:
    """Run every site in turns, so that what else the machine does falls on all; about 25 minutes in full."""
    places = [replace(SCHOOL, runs=1)] if quick else [HOME, SCHOOL]
    results = Results("startup")
    contenders = sites.build()
    seen: dict[tuple[str, str], list[Visit]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        results.machine += f", {browser.version(playwright.chromium)}"
        film = _empty_room(Path(folder) / "room.mjpeg")
        rounds = [(place, turn) for place in places for turn in range(place.runs)]
        for (place, turn), contender in product(rounds, contenders):
            with step(f"{contender.name} {place.name}, {turn + 1} of {place.runs}") as current:
                current.say("cold, then again, then without the server")
                found = visits.run(playwright.chromium, contender, film, Path(folder), place.conditions)
            for name, visit in found.items():
                seen[contender.name, case(place.name, name)] += [visit] if visit else []
    _tell(seen, results)
    for place in places:
        _compare(results, place.name)
    return results


def _empty_room(path: Path) -> Path:
    """A film without a badge: the first frame looked at is not the last."""
    blank = np.full((540, 856), 230, np.uint8)
    return simcam.write_video(path, blank, seed=1, height_fraction=0.3, fps=15)


def _tell(seen: dict[tuple[str, str], list[Visit]], results: Results) -> None:
    for (who, where), all_visits in seen.items():
        if not all_visits:
            continue  # did not open: there is no time to tell
        for milestone in MILESTONES:
            times = [visit.ms[milestone] / 1000 for visit in all_visits]
            results.rows.append(Row.of(who, where, milestone, "s", times))
        travelled = [visit.sent / 1000 for visit in all_visits]
        results.rows.append(Row.of(who, where, "travelled until the scanner was ready", "KB", travelled))


def _compare(results: Results, place: str) -> None:
    def median(who: str, visit: str, metric: str) -> float:
        return results.find(who, case(place, visit), metric).median

    names = {row.what for row in results.rows}
    ours = SPLIT if SPLIT in names else "ours, slim"
    for visit in (COLD, SECOND):
        for rival, milestone in ((STOCK, READY), (PYSCRIPT, READY), (PLAIN, FIRST_FRAME)):
            ratio = median(rival, visit, milestone) / median(ours, visit, milestone)
            results.ratio(f"{milestone}, {case(place, visit)}: {rival} over {ours}", ratio)
    behind = median(ours, SECOND, READY) - median(PLAIN, SECOND, READY)
    results.ratio(f"{READY}, {case(place, SECOND)}: seconds {ours} is behind {PLAIN}", behind)
