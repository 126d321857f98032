"""The ladder of looks: which parts of a frame are read, and at what size."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from harmony.scan import looks

SIZES = st.integers(min_value=1, max_value=8000)


@given(width=SIZES, height=SIZES, turn=st.integers(min_value=0, max_value=10**6))
def test_a_look_stays_inside_its_frame(width: int, height: int, turn: int) -> None:
    """No camera's frame, however odd, makes a look that reaches beyond it or is drawn too large."""
    for look in (looks.plain(width, height), looks.second(turn, width, height)):
        assert look.x >= 0
        assert look.y >= 0
        assert look.x + look.width <= width
        assert look.y + look.height <= height
        assert 1 <= look.out_width <= looks.LONGEST_ENLARGED
        assert 1 <= look.out_height <= looks.LONGEST_ENLARGED


def test_a_usual_frame_is_first_read_as_it_is() -> None:
    """720p is not scaled, 4K is reduced."""
    plain = looks.plain(1280, 720)
    assert (plain.out_width, plain.out_height) == (1280, 720)
    assert looks.plain(3840, 2160).out_width == looks.LONGEST_PLAIN


def test_second_looks_take_turns() -> None:
    """Several frames in a row are looked at in several ways, and then in the same again."""
    turns = [looks.second(turn, 640, 480) for turn in range(8)]
    assert len(set(turns[:4])) == 4
    assert turns[:4] == turns[4:]
