"""Films for a browser's fake camera (Chromium's --use-file-for-fake-video-capture)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from simcam import card, conditions
from simcam.capture import SIZE, film

MJPEG_QUALITY = 90
SETTLED_AFTER = 20
"""Frames that a film leaves out, so that a player's loop does not show the exposure jump."""


def write_video(  # noqa: PLR0913  each says one thing about the film, by name
    path: Path,
    picture: NDArray[np.uint8],
    *,
    seed: int,
    height_fraction: float = 0.9,
    severity: str | None = "mild",
    frames: int = 30,
    fps: int = 10,
    size: tuple[int, int] = SIZE,
) -> Path:
    """Film a card in a hand that is not quite still; returns `path`, whose suffix says how it is written.

    `.mjpeg` is JPEG after JPEG (its speed is the player's choice); `.y4m` is YUV4MPEG2, 4:2:0. A fake camera
    plays the film in a loop. `picture` is the card as it stands on paper, height x width gray or x 3 RGB,
    and `height_fraction` its height over the frame's; `seed`, `severity` and `size` are those of `frame`.
    Raises KeyError for another suffix or severity.
    """
    packed = _FORMATS[path.suffix]
    scene, held = conditions.draw(seed, severity), card.of_picture(picture)
    attempt = film(held, scene, seed, height_fraction, size, skip=SETTLED_AFTER)
    with path.open("wb") as file:
        file.writelines(packed(islice(attempt, frames), fps, size))
    return path


def _mjpeg(shown: Iterator[NDArray[np.uint8]], _fps: int, _size: tuple[int, int]) -> Iterator[bytes]:
    for frame in shown:
        colour = cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR)  # a gray JPEG has one plane; players expect three
        yield cv2.imencode(".jpg", colour, [cv2.IMWRITE_JPEG_QUALITY, MJPEG_QUALITY])[1].tobytes()


def _y4m(shown: Iterator[NDArray[np.uint8]], fps: int, size: tuple[int, int]) -> Iterator[bytes]:
    yield f"YUV4MPEG2 W{size[0]} H{size[1]} F{fps}:1 Ip A1:1 C420jpeg\n".encode()
    for frame in shown:
        colour = cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR)
        yield b"FRAME\n" + cv2.cvtColor(colour, cv2.COLOR_BGR2YUV_I420).tobytes()


_Packing = Callable[[Iterator[NDArray[np.uint8]], int, tuple[int, int]], Iterator[bytes]]
_FORMATS: dict[str, _Packing] = {".mjpeg": _mjpeg, ".y4m": _y4m}
