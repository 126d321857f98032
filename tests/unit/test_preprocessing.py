"""Preprocessing variants: which parts of a frame are read, at what size, on what schedule."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from harmony.scan import preprocessing
from harmony.scan.budget import FRAME_SECONDS, Budget
from harmony.scan.preprocessing import Filter, Variant

SIZES = st.integers(min_value=1, max_value=8000)


def is_within(variant: Variant, width: int, height: int) -> bool:
    """Whether a variant stays inside a frame and is drawn at a size that can be afforded."""
    area = variant.area
    return (
        area.x >= 0
        and area.y >= 0
        and area.width >= 1
        and area.height >= 1
        and area.x + area.width <= width
        and area.y + area.height <= height
        and 1 <= variant.out_width <= preprocessing.MAX_ENLARGED_SIDE
        and 1 <= variant.out_height <= preprocessing.MAX_ENLARGED_SIDE
    )


@given(width=SIZES, height=SIZES, turns=st.integers(1, 8))
def test_a_variant_stays_inside_its_frame(width: int, height: int, turns: int) -> None:
    """No camera's frame, however odd, makes a variant that reaches beyond it."""
    assert is_within(preprocessing.plain(width, height), width, height)
    for turn in range(turns):
        variant = preprocessing.scheduled(turn, width, height)
        assert variant is None or is_within(variant, width, height)
    assert all(is_within(variant, width, height) for variant in preprocessing.every(width, height))


def test_a_usual_frame_is_first_read_as_it_is() -> None:
    """720p is not scaled, 4K is reduced."""
    plain = preprocessing.plain(1280, 720)
    assert (plain.out_width, plain.out_height, plain.filter) == (1280, 720, Filter.NONE)
    assert preprocessing.plain(3840, 2160).out_width == preprocessing.MAX_PLAIN_SIDE


def test_variants_take_turns() -> None:
    """Several frames in a row are enhanced in several ways, and then in the same again."""
    ways = len(preprocessing.SCHEDULE)
    turns = [preprocessing.scheduled(turn, 640, 480) for turn in range(2 * ways)]
    assert len(set(turns[:ways])) == ways
    assert turns[:ways] == turns[ways:]


def test_a_slow_device_preprocesses_fewer_pixels() -> None:
    """A scheduled variant is made smaller, then shows the middle only, then is left out."""
    frame = 640 * 480
    full, smaller, part = (
        preprocessing.scheduled(0, 640, 480, max_pixels=share * frame) for share in (20, 2, 1)
    )
    assert full is not None
    assert smaller is not None
    assert part is not None
    assert full.pixels > smaller.pixels > part.pixels
    assert smaller.pixels <= 2 * frame * 1.01
    assert (smaller.area, part.area == smaller.area) == (full.area, False)
    assert preprocessing.scheduled(0, 640, 480, max_pixels=0.2 * frame) is None


def test_a_budget_is_learned() -> None:
    """A device that needs a frame's time for the plain variant has nothing left; a fast one has plenty."""
    slow, fast = Budget(), Budget()
    slow.learn(640 * 480, FRAME_SECONDS)
    fast.learn(640 * 480, 0.001)
    assert slow.pixels_left(FRAME_SECONDS) == 0
    assert slow.pixels_left(0.02) < 640 * 480
    assert fast.pixels_left(0.001) > 10 * 640 * 480


def test_a_slow_start_is_forgotten() -> None:
    """The first variant is slow while the browser still compiles; later ones count for more."""
    budget = Budget()
    budget.learn(640 * 480, 0.2)
    for _ in range(30):
        budget.learn(640 * 480, 0.001)
    assert budget.pixels_left(0.001) > 4 * 640 * 480
