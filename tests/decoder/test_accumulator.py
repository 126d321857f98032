"""Multi-frame soft decoding of a badge's code: where zxing-cpp reads nothing, and nowhere else."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest
import segno

import simcam
from harmony.scan.detection import text_of
from tests.decoder.conftest import RunDecoder
from tests.decoder.pixel_work import Accumulator, Gray, preprocessed
from tests.decoder.pixel_work import Variant as Part

TEXT = "0123456789" * 18
BADGE = [[bool(module) for module in row] for row in segno.make_qr(TEXT, version=5, error="l").matrix]
SIDE, SMALL, QUIET = 37, 6, 4


def flat(module: int = SMALL) -> Gray:
    """The code straight on, in the middle of a frame."""
    dark = np.kron(np.pad(np.array(BADGE), QUIET), np.ones((module, module), bool))
    frame = np.full((480, 640), 180, np.uint8)
    top, left = (480 - len(dark)) // 2, (640 - len(dark)) // 2
    frame[top : top + len(dark), left : left + len(dark)] = np.where(dark, 40, 220)
    return frame


def attempt(severity: str, size: float, seed: int, frames: int = 10) -> Iterator[Gray]:
    """The frames of one attempt."""
    shown = simcam.attempt(BADGE, height_fraction=size, seed=seed, severity=severity)
    return islice(shown, frames)


def decoded(accumulator: Accumulator, frame: Gray) -> str | None:
    """What a frame and those before say together."""
    if accumulator.add(frame) is None:
        return None
    drawn = (text_of(accumulator.draw(together=together)) for together in (False, True))
    return next((text for text in drawn if text), None)


def test_where_the_code_is() -> None:
    """The corners of a code that lies straight are found to half a module, upside down, too."""
    for frame in (flat(), np.ascontiguousarray(flat()[::-1, ::-1])):
        corners = Accumulator().add(frame)
        assert corners is not None
        left, top = (640 - SIDE * SMALL) / 2, (480 - SIDE * SMALL) / 2
        right, bottom = left + SIDE * SMALL, top + SIDE * SMALL
        found = {(round(x), round(y)) for x, y in zip(corners[::2], corners[1::2], strict=True)}
        for x, y in ((left, top), (right, top), (right, bottom), (left, bottom)):
            assert min(np.hypot(x - a, y - b) for a, b in found) < SMALL / 2


def test_a_mirrored_code_is_decoded_too() -> None:
    """Some cameras mirror what they send."""
    assert decoded(Accumulator(), np.ascontiguousarray(flat()[:, ::-1])) == TEXT


def test_corners_that_are_about_right_are_enough() -> None:
    """A reader that located a code says about where; half a module off in each corner does no harm."""
    frame, accumulator = flat(), Accumulator()
    corners = accumulator.add(frame)
    assert corners is not None
    off = tuple(number + SMALL * push for number, push in zip(corners, (0.5, -0.4) * 4, strict=True))
    assert accumulator.add(frame, off) is not None
    assert text_of(accumulator.draw(together=False)) == TEXT


@pytest.mark.parametrize(("severity", "size", "least"), [("moderate", 0.2, 9), ("hard", 0.35, 7)])
def test_what_the_reader_cannot_read(severity: str, size: float, least: int) -> None:
    """Of ten scan attempts of which no frame is read as it is, most are decoded within ten frames."""
    unread = []
    for seed in range(400):
        frames = list(attempt(severity, size, seed))
        if not any(text_of(frame) for frame in frames):
            unread.append(frames)
        if len(unread) == 10:
            break
    count = 0
    for frames in unread:
        accumulator = Accumulator()
        count += TEXT in {decoded(accumulator, frame) for frame in frames}
    assert count >= least


@pytest.mark.parametrize(("size", "least"), [(0.35, 62), (0.5, 55)])
def test_one_poor_frame_alone(size: float, least: int) -> None:
    """Of a hundred bent, smeared, dim badges most are decoded at once: the larger, the more bent."""
    frames = [next(attempt("hard", size, seed)) for seed in range(100)]
    assert sum(decoded(Accumulator(), frame) == TEXT for frame in frames) >= least


@pytest.mark.parametrize(("row", "column"), [(3, 3), (3, 33), (33, 3)])
def test_a_dazzled_finder_is_where_it_was(row: int, column: int) -> None:
    """A lamp mirrored in a finder hides the code, but not from who saw it a frame before, and only then."""
    frame, accumulator = flat(), Accumulator()
    dazzled = lit(frame, row, column)
    assert accumulator.add(dazzled) is None
    accumulator.add(frame)
    assert accumulator.add(dazzled) is not None
    assert text_of(accumulator.draw(together=False)) == TEXT
    accumulator.reset()
    assert accumulator.add(dazzled) is None


def test_a_badge_that_is_gone_is_not_followed_for_long() -> None:
    """Some frames after it left, its place is as good as any other, and would cost time in every frame."""
    frame, accumulator = flat(), Accumulator()
    accumulator.add(frame)
    for _ in range(5):
        assert accumulator.add(np.full_like(frame, 128)) is None
    assert accumulator.add(lit(frame, 3, 3)) is None


def lit(frame: Gray, row: int, column: int) -> Gray:
    """The frame a moment later: the code a module and a half on, and a lamp mirrored in a module."""
    height, width = frame.shape
    down, across = np.mgrid[:height, :width]
    middle = height / 2 + (row + 0.5 - SIDE / 2) * SMALL, width / 2 + (column + 0.5 - SIDE / 2) * SMALL
    away = np.hypot(down - middle[0], across - middle[1]) / SMALL
    bright = np.clip(frame + 200 * np.exp(-((away / 1.7) ** 2) / 2), 0, 255).astype(np.uint8)
    return np.roll(bright, (9, -7), (0, 1))


def test_many_poor_frames_make_a_good_one() -> None:
    """Noise in which one frame shows nothing is decoded from many."""
    rng, accumulator = np.random.default_rng(1), Accumulator()
    clean = cv2.GaussianBlur(flat(4), (0, 0), 2.0).astype(float)
    alone = together = 0
    for _ in range(24):
        frame = np.clip(clean + rng.normal(0, 30, clean.shape), 0, 255).astype(np.uint8)
        if accumulator.add(frame) is not None:
            alone += text_of(accumulator.draw(together=False)) == TEXT
            together += text_of(accumulator.draw(together=True)) == TEXT
    assert together > 2 * alone


def test_another_card_is_another_story() -> None:
    """After `reset` nothing is left of the card before."""
    accumulator, other = Accumulator(), flat()
    accumulator.add(other)
    accumulator.reset()
    drawn = accumulator.draw(together=True)
    assert text_of(drawn) is None
    assert (drawn == Accumulator().draw(together=True)).all()


def test_nothing_is_decoded_where_there_is_no_badge() -> None:
    """Rooms, noise, even light and other codes are no badge, and none of them is decoded."""
    rng = np.random.default_rng(3)
    codes = [segno.make_qr("https://lunch.example/menu", version=version).matrix for version in (2, 4, 6, 10)]
    matrices = [[[bool(module) for module in row] for row in code] for code in codes]
    frames = [
        np.full((480, 640), 128, np.uint8),
        rng.integers(0, 256, (480, 640)).astype(np.uint8),
        *(simcam.frame(matrix, height_fraction=0.4, seed=5, severity="mild") for matrix in matrices),
    ]
    for frame in frames:
        assert decoded(Accumulator(), frame) is None


@pytest.mark.parametrize("size", [(1, 1), (2, 480), (160, 120), (641, 479), (1280, 720), (3840, 2160)])
def test_frames_of_any_size(size: tuple[int, int]) -> None:
    """From one pixel to 4K: nothing breaks, and what has a pixel and a half a module is decoded."""
    frame = cv2.resize(flat(), size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    assert (decoded(Accumulator(), frame) == TEXT) == (size[0] >= 160)


def test_corners_that_cannot_be_do_no_harm() -> None:
    """All in one point, in a line, far outside, or no numbers at all."""
    infinite = float("inf")
    for corners in (
        (5.0,) * 8,
        (0.0, 0, 9, 9, 18, 18, 27, 27),
        (-1e9, 1e9) * 4,
        (infinite, float("nan")) * 4,
    ):
        assert Accumulator().add(flat(), corners) is None


def test_corners_in_one_point_take_no_longer() -> None:
    """T-32: A grid squeezed into nearly a point leads nowhere, and soon."""
    frame = next(attempt("hard", 0.35, 1))
    usual = spent(frame, None)
    for seed in (44, 123, 149):
        rng = np.random.default_rng(seed)
        middle, spread = rng.uniform([0, 0], [640, 480]), 10 ** rng.uniform(-5, 3)
        corners = (middle + rng.normal(0, spread, (4, 2))).ravel()
        assert spent(frame, tuple(corners)) < 20 * usual


def spent(frame: Gray, corners: tuple[float, ...] | None) -> float:
    """Seconds that one frame takes, the shorter of two times."""
    times = []
    for _ in range(2):
        began = time.perf_counter()
        Accumulator().add(frame, corners)
        times.append(time.perf_counter() - began)
    return min(times)


def test_the_same_in_webassembly(run_decoder: RunDecoder, tmp_path: Path) -> None:
    """Both builds find the same corners and draw the same code as the host does, bit by bit."""
    frames, accumulator, expected = list(attempt("moderate", 0.25, 11, 6)), Accumulator(), []
    for number, frame in enumerate(frames):
        (tmp_path / f"{number}.gray").write_bytes(frame.tobytes())
        corners = accumulator.add(frame)
        drawn = [
            hashlib.sha256(accumulator.draw(together=both).tobytes()).hexdigest() for both in (False, True)
        ]
        expected.append({"corners": None if corners is None else list(corners), "drawn": drawn})
    assert run_decoder("accumulate", tmp_path, width=640, height=480) == expected
    assert any(frame["corners"] for frame in expected)


def test_a_variant_and_the_accumulator_do_not_share_memory() -> None:
    """What was accumulated outlives variants of other pictures."""
    accumulator = Accumulator()
    accumulator.add(flat())
    before = accumulator.draw(together=False).copy()
    assert preprocessed(flat(), Part(0, 0, 640, 480, 1280, 960, "sharpen")) is not None
    assert (accumulator.draw(together=False) == before).all()
