"""Whole hold-ups before the worker's Python, with the very pixel work of the browser: what a child sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

import pytest

import simcam
from harmony.badge.symbol import symbol
from harmony.scan.detection import Corners
from harmony.scan.hints import Measures
from harmony.scan.preprocessing import Area, Look
from harmony_browser.scanner.scan_worker import ScanWorker
from tests.decoder import pixel_work
from tests.decoder.pixel_work import Evidence, Gray
from tests.unit.test_scan_worker import BADGE, Frame, HostOfPython

FRAMES = 10


@dataclass
class Shown(Frame):
    """A frame, looked at by the project's own pixel work."""

    evidence: Evidence = field(default_factory=Evidence)

    def image(self, look: Look) -> Gray:
        """A look, filtered as it asks."""
        area, asked = look.area, (look.out_width, look.out_height, look.filter.value)
        made = pixel_work.looked(self.gray, pixel_work.Look(area.x, area.y, area.width, area.height, *asked))
        assert made is not None
        return made

    def measure(self, area: Area) -> Measures:
        """The measures of a part."""
        made = pixel_work.measured(self.gray, area.x, area.y, area.width, area.height)
        assert made is not None
        return Measures(**made)

    def gather(self, corners: Corners | None) -> Corners | None:
        """What the modules tell."""
        return self.evidence.gather(self.gray, corners)

    def drawn(self, *, together: bool) -> Gray:
        """The code drawn flat."""
        return self.evidence.drawn(together=together)

    def forget(self) -> None:
        """Another card comes."""
        self.evidence.forget()


def frames_until_read(severity: str, size: float, seed: int) -> int | None:
    """How many frames of an attempt are looked at until the badge is read."""
    modules = symbol(BADGE, portal_url="https://portal.maple.example").modules
    worker, evidence = ScanWorker(HostOfPython()), Evidence()
    shown = simcam.attempt(modules, height_fraction=size, seed=seed, severity=severity)
    for number, gray in enumerate(islice(shown, FRAMES)):
        if worker.frame(Shown(gray, evidence)) == BADGE:
            return number + 1
    return None


@pytest.mark.parametrize(("severity", "size", "most"), [("moderate", 0.25, 0), ("hard", 0.35, 1)])
def test_a_poor_badge_is_read_within_a_second(severity: str, size: float, most: int) -> None:
    """Of twenty children with a small or a bent, smeared badge nearly all are in."""
    counts = [frames_until_read(severity, size, 500 + seed) for seed in range(20)]
    assert sum(count is None for count in counts) <= most


def test_the_next_child_starts_afresh() -> None:
    """What was gathered of one child's badge is forgotten when the next comes."""
    modules = symbol(BADGE).modules
    gray = next(simcam.attempt(modules, height_fraction=0.3, seed=3, severity="mild"))
    worker, evidence = ScanWorker(HostOfPython()), Evidence()
    evidence.gather(gray)
    worker.frame(Shown(gray, evidence))
    blank = Evidence().drawn(together=True)
    assert (evidence.drawn(together=True) == blank).all()
