"""Visits to one site by one browser: the first, a second, and one with the server gone."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Error

from benchmarks import browser
from benchmarks.line import SlowLine
from benchmarks.portal import Portal
from benchmarks.startup.sites import Contender

WATCH = (Path(__file__).parent / "watch.js").read_text("utf-8")
MILESTONES = ("usable", "decoder in the worker", "first frame looked at", "scanner ready")
PATIENCE_S = 240
QUIET_S = 2
"""A line that carried nothing for so long has delivered all that a visit leaves for later ones."""

COLD, SECOND, OFFLINE = "cold", "second visit", "second visit, offline"


def case(place: str, visit: str) -> str:
    """What a visit to a place is called in the tables."""
    return f"{place}, {visit}"


@dataclass(frozen=True)
class Conditions:
    """Line and processor."""

    bits_per_s: float
    latency_s: float
    slower: float
    """How many times slower the processor is than this one."""


@dataclass(frozen=True)
class Visit:
    """How long each milestone took in ms, and what had travelled by the last of them, in bytes."""

    ms: Mapping[str, float]
    sent: int


def run(
    kind: BrowserType, contender: Contender, film: Path, folder: Path, conditions: Conditions
) -> dict[str, Visit | None]:
    """All visits of one browser; None for one whose page did not open."""
    lines: list[SlowLine] = []

    def slow(app: object) -> SlowLine:
        lines.append(SlowLine(app, conditions.bits_per_s, conditions.latency_s))  # type: ignore[arg-type]
        return lines[-1]

    with browser.launch(kind, film) as chromium:
        context = chromium.new_context(locale="en-US", permissions=["camera"])
        context.add_init_script(WATCH)
        visits: dict[str, Visit | None] = {}
        with Portal(folder, contender.folder, wrap=slow) as portal:
            (line,) = lines
            for name in (COLD, SECOND):
                visits[name] = _visit(context, portal.address, line, conditions.slower)
        visits[OFFLINE] = _visit(context, portal.address, line, conditions.slower)
        context.close()
    return visits


def _visit(context: BrowserContext, address: str, line: SlowLine, slower: float) -> Visit | None:
    before = line.sent
    page = context.new_page()
    with browser.slowed(slower):
        try:
            page.goto(address, wait_until="commit")
        except Error:
            page.close()
            return None
        page.wait_for_function(
            "count => marks.failed || Object.keys(marks).length === count",
            arg=len(MILESTONES),
            timeout=PATIENCE_S * 1000,
        )
    marks: dict[str, float] = page.evaluate("marks")
    sent = line.sent - before
    if "failed" in marks:
        raise SystemExit(f"{address} could not start its scanner: {marks['failed']}")
    line.is_slow = False  # nobody waits for what is kept for later
    while line.quiet_for() < QUIET_S:
        time.sleep(0.1)
    line.is_slow = True
    page.close()
    return Visit(marks, sent)
