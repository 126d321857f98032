"""Hints: one at a time, calm, the most urgent first."""

from __future__ import annotations

import pytest

from harmony.scan.hints import FRAMES_BEFORE_HINT, SECONDS_BETWEEN_HINTS, Guidance, Guide, Hint
from harmony.scan.reading import Sighting

LOCATED_FAR = Sighting(None, 0.1)
LOCATED_WELL = Sighting(None, 0.4)
LOCATED_NEAR = Sighting(None, 0.95)
FOREIGN = Sighting("https://lunch.example", 0.4)


def watch(
    guide: Guide, *seen: Sighting, start: float = 0.0, frames: int = 10, light: float = 120
) -> Guidance:
    """Show the same frame for a while, ten times a second."""
    guidance = Guidance(Hint.LOOK, 0)
    for frame in range(frames):
        guidance = guide.observe(seen, brightness=light, now=start + frame / 10)
    return guidance


@pytest.mark.parametrize(
    ("seen", "light", "hint", "lit"),
    [
        ((), 120, Hint.LOOK, 0),
        ((), 20, Hint.LIGHT, 0),
        ((LOCATED_FAR,), 120, Hint.CLOSER, 1),
        ((LOCATED_WELL,), 120, Hint.STILL, 2),
        ((LOCATED_NEAR,), 120, Hint.FURTHER, 1),
        ((FOREIGN,), 120, Hint.WRONG, 2),
        ((FOREIGN,), 20, Hint.WRONG, 2),
        ((LOCATED_FAR,), 20, Hint.LIGHT, 1),
    ],
)
def test_what_is_seen_decides_the_hint(
    seen: tuple[Sighting, ...], light: float, hint: Hint, lit: int
) -> None:
    """Each thing that keeps a badge from being read has its hint, the most urgent one wins."""
    assert watch(Guide(), *seen, light=light) == Guidance(hint, lit)


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


def test_a_sighting_does_not_show_its_text() -> None:
    """A badge that was read stands in no log by accident."""
    assert "lunch" not in repr(FOREIGN)
