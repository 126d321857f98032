"""The ladder of looks: which parts of a frame are read, at what size, in which order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from harmony.scan import preprocessing
from harmony.scan.budget import FRAME_SECONDS, Budget
from harmony.scan.preprocessing import Filter, Look

SIZES = st.integers(min_value=1, max_value=8000)


def is_within(look: Look, width: int, height: int) -> bool:
    """Whether a look stays inside a frame and is drawn at a size that can be afforded."""
    area = look.area
    return (
        area.x >= 0
        and area.y >= 0
        and area.width >= 1
        and area.height >= 1
        and area.x + area.width <= width
        and area.y + area.height <= height
        and 1 <= look.out_width <= preprocessing.LONGEST_ENLARGED
        and 1 <= look.out_height <= preprocessing.LONGEST_ENLARGED
    )


@given(width=SIZES, height=SIZES, turns=st.integers(1, 8))
def test_a_look_stays_inside_its_frame(width: int, height: int, turns: int) -> None:
    """No camera's frame, however odd, makes a look that reaches beyond it."""
    assert is_within(preprocessing.plain(width, height), width, height)
    for turn in range(turns):
        look = preprocessing.again(turn, width, height)
        assert look is None or is_within(look, width, height)
    assert all(is_within(look, width, height) for look in preprocessing.every(width, height))


def test_a_usual_frame_is_first_read_as_it_is() -> None:
    """720p is not scaled, 4K is reduced."""
    plain = preprocessing.plain(1280, 720)
    assert (plain.out_width, plain.out_height, plain.filter) == (1280, 720, Filter.NONE)
    assert preprocessing.plain(3840, 2160).out_width == preprocessing.LONGEST_PLAIN


def test_looks_take_turns() -> None:
    """Several frames in a row are looked at in several ways, and then in the same again."""
    ways = len(preprocessing.TURNS)
    turns = [preprocessing.again(turn, 640, 480) for turn in range(2 * ways)]
    assert len(set(turns[:ways])) == ways
    assert turns[:ways] == turns[ways:]


def test_a_slow_device_looks_at_fewer_pixels() -> None:
    """Another look is made smaller, then shows the middle only, then is left out."""
    frame = 640 * 480
    full, smaller, part = (preprocessing.again(0, 640, 480, most_pixels=most * frame) for most in (20, 2, 1))
    assert full is not None
    assert smaller is not None
    assert part is not None
    assert full.pixels > smaller.pixels > part.pixels
    assert smaller.pixels <= 2 * frame * 1.01
    assert (smaller.area, part.area == smaller.area) == (full.area, False)
    assert preprocessing.again(0, 640, 480, most_pixels=0.2 * frame) is None


def test_a_budget_is_learned() -> None:
    """A device that needs a frame's whole time for a plain look has nothing left; a fast one has plenty."""
    slow, fast = Budget(), Budget()
    slow.learn(640 * 480, FRAME_SECONDS)
    fast.learn(640 * 480, 0.001)
    assert slow.pixels_left(FRAME_SECONDS) == 0
    assert slow.pixels_left(0.02) < 640 * 480
    assert fast.pixels_left(0.001) > 10 * 640 * 480


def test_a_slow_start_is_forgotten() -> None:
    """The first look is slow while the browser still compiles; later ones count for more."""
    budget = Budget()
    budget.learn(640 * 480, 0.2)
    for _ in range(30):
        budget.learn(640 * 480, 0.001)
    assert budget.pixels_left(0.001) > 4 * 640 * 480
