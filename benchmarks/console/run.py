"""The console bench: bytes, processor time and views, cold and warm, in turns."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import BrowserType, Page, sync_playwright

from benchmarks import browser
from benchmarks.console import district, sites
from benchmarks.console.processor import processor_s
from benchmarks.console.sites import OURS, STOCK
from benchmarks.console.views import Views
from benchmarks.portal import Portal
from benchmarks.results import Results, Row
from build_steps.progress import step

COLD, WARM = "cold", "warm"
RUNS = 5
PATIENCE_MS = 240_000
MARKS = {"ready": "ready", "class of 30": "class of 30", "1000 rows": "1000 rows", "typed": "a search typed"}
PROCESSOR, BYTES = "processor", "bytes"


def run(*, quick: bool) -> Results:
    """Visit both sites in turns, each with a new browser, cold and then warm."""
    results = Results("console")
    built, views = sites.build(), Views()
    seen: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        results.machine += f", {browser.version(playwright.chromium)}"
        for turn in range(1 if quick else RUNS):
            for name, site in built.items():
                with step(f"{name}, {turn + 1}"), Portal(Path(folder), site) as portal:
                    measure = views.measure if name == OURS else None
                    for case, found in _visits(playwright.chromium, portal.address, measure):
                        for metric, value in found.items():
                            seen[name, case, metric].append(value)
        with step("The console over a large district"):
            alone = [*district.rows(playwright.chromium), *views.rows()]
    for (name, case, metric), values in seen.items():
        unit = {PROCESSOR: "s", BYTES: "KB"}.get(metric, "ms")
        results.rows.append(Row.of(name, case, metric, unit, values))
    results.rows += alone
    for case in (COLD, WARM):
        ours, stock = (results.find(name, case, PROCESSOR).median for name in (OURS, STOCK))
        results.ratio(f"processor time {case}, ours by stock", ours / stock)
    return results


def _visits(
    kind: BrowserType, address: str, measure: Callable[[Page], None] | None
) -> Iterator[tuple[str, dict[str, float]]]:
    with browser.launch(kind) as chromium:
        context = chromium.new_context(locale="en-US")
        for case in (COLD, WARM):
            page = context.new_page()
            yield case, _visit(page, address)
            if measure and case == WARM:
                measure(page)
            page.close()


def _visit(page: Page, address: str) -> dict[str, float]:
    before = processor_s()
    page.goto(address)
    page.wait_for_selector("html[data-stage]", timeout=PATIENCE_MS, state="attached")
    stage = page.get_attribute("html", "data-stage")
    if stage != "done":
        raise SystemExit(f"{address}: {stage}")
    used = processor_s() - before
    marks: dict[str, float] = page.evaluate("marks")
    told = {metric: marks[name] for name, metric in MARKS.items()}
    return {BYTES: marks["bytes"] / 1000, PROCESSOR: used, **told}
