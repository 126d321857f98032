"""Hints: one at a time, calm, the most urgent first."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from harmony.scan import hints
from harmony.scan.detection import Detection
from harmony.scan.hints import FRAMES_BEFORE_HINT, SECONDS_BETWEEN_HINTS, Guidance, Guide, Hint, Measures
from harmony.scan.preprocessing import Area

AREA = Area(0, 0, 100, 100)
LOCATED_FAR = Detection(None, 0.1, AREA)
LOCATED_WELL = Detection(None, 0.4, AREA)
LOCATED_NEAR = Detection(None, 0.95, AREA)
FOREIGN = Detection("https://lunch.example", 0.4, AREA)
BRIGHT = Measures(brightness=120, contrast=150, sharpness=0.6, glare=0)
DARK = replace(BRIGHT, brightness=20)
FAINT = replace(BRIGHT, contrast=20)
SHINY = replace(BRIGHT, glare=0.2)


def watch(
    guide: Guide,
    *seen: Detection,
    start: float = 0.0,
    frames: int = 10,
    frame: Measures = BRIGHT,
    code: Measures = BRIGHT,
) -> Guidance:
    """Show the same frame for a while, ten times a second."""
    guidance = Guidance(Hint.LOOK, 0)
    for step in range(frames):
        of_code = code if seen else None
        guidance = guide.observe(seen, frame=frame, code=of_code, now=start + step / 10)
    return guidance


@pytest.mark.parametrize(
    ("seen", "frame", "code", "hint", "lit"),
    [
        ((), BRIGHT, BRIGHT, Hint.LOOK, 0),
        ((), DARK, DARK, Hint.LIGHT, 0),
        ((LOCATED_FAR,), BRIGHT, BRIGHT, Hint.CLOSER, 1),
        ((LOCATED_WELL,), BRIGHT, BRIGHT, Hint.STILL, 2),
        ((LOCATED_NEAR,), BRIGHT, BRIGHT, Hint.FURTHER, 1),
        ((LOCATED_WELL,), BRIGHT, SHINY, Hint.TILT, 2),
        ((LOCATED_WELL,), BRIGHT, FAINT, Hint.LIGHT, 2),
        ((FOREIGN,), BRIGHT, BRIGHT, Hint.WRONG, 2),
        ((FOREIGN,), DARK, SHINY, Hint.WRONG, 2),
        ((LOCATED_FAR,), DARK, SHINY, Hint.LIGHT, 1),
        ((LOCATED_FAR,), BRIGHT, SHINY, Hint.TILT, 1),
        ((LOCATED_FAR, LOCATED_NEAR), BRIGHT, BRIGHT, Hint.FURTHER, 1),
    ],
)
def test_what_is_seen_decides_the_hint(
    seen: tuple[Detection, ...], frame: Measures, code: Measures, hint: Hint, lit: int
) -> None:
    """Each thing that keeps a badge from being read has its hint, the most urgent one wins."""
    assert watch(Guide(), *seen, frame=frame, code=code) == Guidance(hint, lit)


def test_glare_anywhere_else_is_no_hint() -> None:
    """A lamp or a window in the room is nothing to tilt the badge for."""
    assert watch(Guide(), LOCATED_WELL, frame=SHINY).hint == Hint.STILL
    assert watch(Guide(), frame=SHINY).hint == Hint.LOOK


def test_a_code_that_blinks_is_still_there() -> None:
    """A code located in every other frame is hinted at like one that is located in each."""
    guide = Guide()
    for step in range(20):
        seen = (LOCATED_FAR,) if step % 2 else ()
        guidance = guide.observe(seen, frame=BRIGHT, code=BRIGHT if seen else None, now=step / 10)
    assert guidance.hint == Hint.CLOSER


def test_a_hint_needs_several_frames() -> None:
    """A passing frame changes nothing."""
    guide = Guide()
    assert watch(guide, LOCATED_FAR, frames=FRAMES_BEFORE_HINT - 1).hint == Hint.LOOK
    assert watch(guide, LOCATED_FAR, frames=1, start=1).hint == Hint.CLOSER


def test_a_hint_stays_for_a_while() -> None:
    """However the frames change, a shown hint is not replaced at once."""
    guide = Guide()
    watch(guide, LOCATED_FAR, frames=FRAMES_BEFORE_HINT)
    shown_at = (FRAMES_BEFORE_HINT - 1) / 10
    soon = watch(guide, LOCATED_WELL, start=shown_at + 0.1, frames=8)
    assert soon.hint == Hint.CLOSER
    late = watch(guide, LOCATED_WELL, start=shown_at + SECONDS_BETWEEN_HINTS, frames=1)
    assert late.hint == Hint.STILL


def test_arcs_do_not_flicker() -> None:
    """An arc goes out only when the badge has been lost for more than a moment."""
    guide = Guide()
    assert watch(guide, LOCATED_WELL, frames=1).lit == 2
    assert watch(guide, start=0.1, frames=1).lit == 2
    assert watch(guide, start=0.7, frames=1).lit == 0


def test_a_detection_does_not_show_its_text() -> None:
    """A badge that was read stands in no log by accident."""
    assert "lunch" not in repr(FOREIGN)


def test_the_camera_check_judges_by_the_same_measures() -> None:
    """What families are told of a picture is what the scan would say of it."""
    script = (Path(__file__).parents[2] / "web" / "family" / "camera" / "diagnosis.mjs").read_text("utf-8")
    told = {name: float(value) for name, value in re.findall(r"const (TOO_\w+) = ([\d.]+);", script)}
    own = {"TOO_BLURRED"}  # the scan sharpens, and says nothing of it
    assert {name: getattr(hints, name) for name in told.keys() - own} == {
        name: value for name, value in told.items() if name not in own
    }
    assert len(told) == 6
