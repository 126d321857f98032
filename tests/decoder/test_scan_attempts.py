"""Whole scan attempts before the worker's Python, with the browser's very pixel work: what a child sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

import pytest

import simcam
from harmony.badge.symbol import symbol
from harmony.scan.detection import Corners
from harmony.scan.hints import Measures
from harmony.scan.preprocessing import Area, Variant
from harmony_browser.scanner.scan_worker import ScanWorker
from tests.decoder import pixel_work
from tests.decoder.pixel_work import Accumulator, Gray
from tests.unit.test_scan_worker import BADGE, Frame, HostOfPython

FRAMES = 10


@dataclass
class Shown(Frame):
    """A frame, preprocessed by the project's own pixel work."""

    accumulator: Accumulator = field(default_factory=Accumulator)

    def image(self, variant: Variant) -> Gray:
        """A variant, filtered as it asks."""
        area, asked = variant.area, (variant.out_width, variant.out_height, variant.filter.value)
        made = pixel_work.preprocessed(
            self.gray, pixel_work.Variant(area.x, area.y, area.width, area.height, *asked)
        )
        assert made is not None
        return made

    def measure(self, area: Area) -> Measures:
        """The measures of a part."""
        made = pixel_work.measured(self.gray, area.x, area.y, area.width, area.height)
        assert made is not None
        return Measures(**made)

    def cut_finder(self) -> float:
        """The module of a large finder."""
        return pixel_work.cut_finder(self.gray)

    def accumulate(self, corners: Corners | None) -> Corners | None:
        """Sample the modules."""
        return self.accumulator.add(self.gray, corners)

    def draw(self, *, together: bool) -> Gray:
        """The code drawn flat."""
        return self.accumulator.draw(together=together)

    def reset(self) -> None:
        """Another card comes."""
        self.accumulator.reset()


def frames_until_read(severity: str, size: float, seed: int) -> int | None:
    """How many frames of an attempt are looked at until the badge is read."""
    modules = symbol(BADGE, portal_url="https://portal.maple.example").modules
    worker, accumulator = ScanWorker(HostOfPython()), Accumulator()
    shown = simcam.attempt(modules, height_fraction=size, seed=seed, severity=severity)
    for number, gray in enumerate(islice(shown, FRAMES)):
        if worker.frame(Shown(gray, accumulator)) == BADGE:
            return number + 1
    return None


@pytest.mark.parametrize(("severity", "size", "most"), [("moderate", 0.25, 0), ("hard", 0.35, 1)])
def test_a_poor_badge_is_read_within_a_second(severity: str, size: float, most: int) -> None:
    """Of twenty children with a small or a bent, smeared badge nearly all are in."""
    counts = [frames_until_read(severity, size, 500 + seed) for seed in range(20)]
    assert sum(count is None for count in counts) <= most


def test_the_next_child_starts_afresh() -> None:
    """What was accumulated of one child's badge is forgotten when the next comes."""
    modules = symbol(BADGE).modules
    gray = next(simcam.attempt(modules, height_fraction=0.3, seed=3, severity="mild"))
    worker, accumulator = ScanWorker(HostOfPython()), Accumulator()
    accumulator.add(gray)
    worker.frame(Shown(gray, accumulator))
    blank = Accumulator().draw(together=True)
    assert (accumulator.draw(together=True) == blank).all()
