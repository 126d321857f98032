"""Badges that the first look misses: light on dark, cut by the frame's edge, too close, very large."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from harmony.badge.symbol import symbol
from harmony.badge.token import BadgeToken
from harmony.scan import hints
from harmony_browser.scanner.scan_worker import ScanWorker
from tests.decoder import pixel_work
from tests.decoder.pixel_work import Accumulator, Gray
from tests.decoder.test_scan_attempts import Shown
from tests.unit.test_scan_worker import BADGE, HostOfPython

WIDTH, HEIGHT = 640, 480
SIDE, QUIET, DRAWN = 37, 4, 8
DARK = np.pad(np.array([[bool(module) for module in row] for row in symbol(BADGE).modules]), QUIET)


def held(module: float, x: float, y: float, *, turned: float = 0, inverted: bool = False) -> Gray:
    """A frame with a badge: pixels of a module, and where its code begins; a soft, noisy camera's."""
    card = np.where(np.kron(DARK, np.ones((DRAWN, DRAWN), bool)) != inverted, 0, 255).astype(np.uint8)
    scale, away = module / DRAWN, QUIET * module
    place = np.array([[scale, 0, x - away], [0, scale, y - away], [0, 0, 1]])
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), turned, 1)
    around = 30 if inverted else 110
    frame = cv2.warpAffine(card, turn @ place, (WIDTH, HEIGHT), flags=cv2.INTER_AREA, borderValue=around)
    soft = cv2.GaussianBlur(frame.astype(np.float32) * 0.8 + 12, (0, 0), 0.8)
    noise = np.random.default_rng(1).normal(0, 3, frame.shape)
    made: Gray = np.clip(soft + noise, 0, 255).astype(np.uint8)
    return made


def scan(frame: Gray, frames: int = 10) -> tuple[BadgeToken | None, str]:
    """What comes of holding a badge still: the badge, or the hint at last."""
    host, accumulator = HostOfPython(frames_a_second=15), Accumulator()
    worker = ScanWorker(host)
    for _ in range(frames):
        if token := worker.frame(Shown(np.ascontiguousarray(frame), accumulator)):
            return token, ""
    return None, str(host.posted[-1]["hint"])


@pytest.mark.parametrize("turned", [0, 180, 200])
@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("inverted", [False, True])
def test_a_badge_is_read_whichever_way_it_is_shown(turned: float, mirrored: bool, inverted: bool) -> None:
    """Light on dark, as a phone at night has it, in a mirror, upside down, and all of it together."""
    frame = held(9, 150, 70, turned=turned, inverted=inverted)
    shown = frame[:, ::-1] if mirrored else frame
    assert scan(shown)[0] == BADGE
    assert ScanWorker(HostOfPython()).photo(Shown(np.ascontiguousarray(shown))) == BADGE


@pytest.mark.parametrize("module", [6, 9, 12])
def test_a_badge_cut_by_the_edge_is_read(module: int) -> None:
    """Of codes that touch the frame's edge, or lose up to two modules to it, most are read."""
    side = SIDE * module
    left, top = (WIDTH - side) / 2, (HEIGHT - side) / 2
    places = [
        place
        for cut in (0, 1, 1.5, 2)
        for place in (
            (left, -cut * module),
            (-cut * module, top),
            (left, HEIGHT - side + cut * module),
            (WIDTH - side + cut * module, top),
        )
    ]
    assert sum(scan(held(module, *place))[0] == BADGE for place in places) >= 0.6 * len(places)


@pytest.mark.parametrize("turned", [0, 10])
@pytest.mark.parametrize("module", [14, 16, 18, 20, 24])
@pytest.mark.parametrize("middle", [(0.4, 0.35), (0.5, 0.5)])
def test_a_badge_too_close_goes_back_a_little(
    module: int, turned: float, middle: tuple[float, float]
) -> None:
    """A code of which the frame shows a finder or two, or none, gets a hint, not none for ever."""
    x, y = WIDTH / 2 - middle[0] * SIDE * module, HEIGHT / 2 - middle[1] * SIDE * module
    frame = held(module, x, y, turned=turned)
    assert scan(frame) == (None, "further")


def test_nothing_else_is_too_close() -> None:
    """A badge at a good distance, an empty room and noise have no large finder."""
    others = [
        held(9, 150, 70),
        np.full((HEIGHT, WIDTH), 120, np.uint8),
        np.random.default_rng(2).integers(0, 256, (HEIGHT, WIDTH), np.uint8),
        np.tile(np.repeat(np.array([30, 220], np.uint8), 30), (HEIGHT, WIDTH // 60 + 1))[:, :WIDTH].copy(),
    ]
    assert [pixel_work.cut_finder(frame) for frame in others] == [0] * len(others)


def test_only_a_code_larger_than_the_frame_allows_is_too_close() -> None:
    """The hint begins where a whole code would be too close as well."""
    largest = hints.TOO_CLOSE * HEIGHT / hints.SYMBOL_MODULES
    assert hints.too_close(largest * 0.99, WIDTH, HEIGHT) is None
    assert hints.too_close(largest * 1.01, WIDTH, HEIGHT) is not None


@pytest.mark.parametrize("module", [17, 24, 28, 40])
def test_a_photo_filled_by_a_badge_is_read(module: int) -> None:
    """Modules of many pixels are read from a smaller picture."""
    side = module * (SIDE + 2 * QUIET)
    card = np.where(cv2.resize(DARK.astype(np.uint8), (side, side), interpolation=cv2.INTER_NEAREST), 30, 230)
    rough = card + np.random.default_rng(3).normal(0, 25, card.shape)
    photo = np.clip(rough, 0, 255).astype(np.uint8)
    assert ScanWorker(HostOfPython()).photo(Shown(photo)) == BADGE
