"""The decoder reads what PyPI's zxing-cpp reads, never traps, and leaves nothing behind."""

from __future__ import annotations

import random
import string
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import segno
import zxingcpp as reader

import simcam
from build_steps import decoder, npm
from build_steps.decoder import compilation, wasm_interface
from harmony.scan import detection, preprocessing
from tests.decoder import pixel_work
from tests.decoder.conftest import RunDecoder
from tests.wheel import frames, symbols
from tests.wheel.drawing import damaged, draw
from tests.wheel.modules import imported, module

zxingcpp: Any = reader  # PyPI's stub knows no plain buffers

WITHIN = 1
"""Pixels that corners may lie apart: the two are compiled by different compilers."""
SIDE = 240
"""Of the pictures below, in pixels."""
DECODES = 5000
LETTERS = f"{string.ascii_letters}{string.digits}-_"


@pytest.fixture(scope="module")
def found(run_decoder: RunDecoder, camera_frames: Path) -> list[list[frames.Reading]]:
    """What the decoder finds in each simulated frame."""
    size = {"width": frames.WIDTH, "height": frames.HEIGHT}
    readings: list[list[frames.Reading]] = run_decoder("frames", camera_frames, **size)
    return readings


@pytest.fixture(scope="module")
def expected(camera_frames: Path) -> list[list[frames.Reading]]:
    """What PyPI's module finds somewhere, asked as web/scan/decoder.mjs asks."""
    readings = (_read(path.read_bytes()) for path in sorted(camera_frames.glob("*.gray")))
    return [[code for code in seen if any(code["corners"])] for seen in readings]


def _read(pixels: bytes) -> list[frames.Reading]:
    view = zxingcpp.ImageView(pixels, frames.WIDTH, frames.HEIGHT, zxingcpp.ImageFormat.Lum)
    return [frames.told(symbol) for symbol in detection.codes(view)]


def test_same_text(found: list[list[frames.Reading]], expected: list[list[frames.Reading]]) -> None:
    """In every frame it finds as many symbols, reads as many, and reads the same."""
    texts = [[[symbol["text"] for symbol in seen] for seen in all_seen] for all_seen in (found, expected)]
    assert texts[0] == texts[1]
    read = sum(any(seen) for seen in texts[0])
    assert 0.5 * frames.COUNT < read < 0.95 * frames.COUNT, "the frames would show little"


def test_same_corners(found: list[list[frames.Reading]], expected: list[list[frames.Reading]]) -> None:
    """Every corner lies within a pixel of where PyPI's module sees it."""
    for ours, theirs in zip(found, expected, strict=True):
        for one, other in zip(ours, theirs, strict=True):
            assert max(abs(a - b) for a, b in zip(one["corners"], other["corners"], strict=True)) <= WITHIN


def test_what_lies_nowhere_is_left_out(camera_frames: Path) -> None:
    """PyPI's module tells some codes without a place: for Python's worker they are none, as for the page."""
    variant = preprocessing.plain(frames.WIDTH, frames.HEIGHT)
    pictures = [path.read_bytes() for path in sorted(camera_frames.glob("*.gray"))]
    told = [pixels for pixels in pictures if any(not any(code["corners"]) for code in _read(pixels))]
    assert told
    for pixels in told:
        gray = np.frombuffer(pixels, np.uint8).reshape(frames.HEIGHT, frames.WIDTH)
        assert all(seen.side for seen in detection.detect(gray, variant, frame_height=frames.HEIGHT))


def test_a_finder_seen_twice_ends(run_decoder: RunDecoder, tmp_path: Path) -> None:
    """T-32: A line from a finder to itself has no direction; to follow it had no end (see recipe.toml)."""
    width, height = 800, 600
    text = "".join(random.Random(3).choice(LETTERS) for _ in range(100))  # noqa: S311  no secret
    code = segno.make(text, version=5, error="l", boost_error=False)
    modules = [[bool(module) for module in row] for row in code.matrix]
    gray = next(simcam.attempt(modules, height_fraction=0.35, seed=20261311, severity="hard"))
    enlarged = pixel_work.preprocessed(gray, pixel_work.Variant(0, 0, 640, 480, width, height, "deblur"))
    assert enlarged is not None
    (tmp_path / "enlarged.gray").write_bytes(enlarged.tobytes())
    (seen,) = run_decoder("frames", tmp_path, width=width, height=height)
    assert [code["text"] for code in seen] == [None]


@pytest.fixture(scope="module")
def trying_pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pictures that lead into every corner of the reader, its exceptions among them."""
    folder = tmp_path_factory.mktemp("trying")
    made = symbols.made()
    dense = segno.make("9" * 3000, error="l")
    noise = np.random.default_rng(7)
    pictures = {
        "a read": _framed(draw(made["badge"])),
        "b damaged": _framed(damaged(draw(made["hello"]))),
        "c broken off": _framed(draw(made["broken_off"])),
        "d too dense": _framed(draw(["".join(map(str, row[::2])) for row in list(dense.matrix)[::2]], 1)),
        "e black": bytes(SIDE * SIDE),
        "f white": b"\xff" * (SIDE * SIDE),
        "g noise": noise.bytes(SIDE * SIDE),
        "h stripes": bytes(255 * (x // 3 % 2) for _ in range(SIDE) for x in range(SIDE)),
        "i rings": bytes(
            255 * (max(abs(x - 120), abs(y - 120)) // 4 % 2) for y in range(SIDE) for x in range(SIDE)
        ),
    }
    for name, pixels in pictures.items():
        (folder / f"{name}.gray").write_bytes(pixels)
    return folder


def _framed(picture: memoryview) -> bytes:
    """A square picture in the corner of a white one of SIDE x SIDE."""
    height, width = picture.shape or (0, 0)
    rows = [picture.tobytes()[y * width : y * width + width][:SIDE] for y in range(min(height, SIDE))]
    blank = [b""] * (SIDE - len(rows))
    return b"".join(row.ljust(SIDE, b"\xff") for row in [*rows, *blank])


def test_what_cannot_be_read(run_decoder: RunDecoder, trying_pictures: Path) -> None:
    """Errors inside the library are caught there: such a symbol is located, and the rest is nothing."""
    seen = run_decoder("frames", trying_pictures, width=SIDE, height=SIDE)
    texts = [[code["text"] for code in codes] for codes in seen]
    assert texts[0] == [f"{symbols.HOST}#{symbols.NUMBER}"]
    assert texts[1] == texts[2] == [None]
    assert not any(any(seen_there) for seen_there in texts[3:])


def test_micro_qr_is_not_read(run_decoder: RunDecoder, tmp_path: Path) -> None:
    """In a clean picture of a Micro QR code nothing is seen; the same number in a QR code is read."""
    for name, is_micro in (("a micro", True), ("b plain", False)):
        code = segno.make("2345", micro=is_micro)
        assert code.is_micro == is_micro
        rows = ["".join(map(str, row)) for row in code.matrix]
        (tmp_path / f"{name}.gray").write_bytes(_framed(draw(rows)))
    micro, plain = run_decoder("frames", tmp_path, width=SIDE, height=SIDE)
    assert micro == []
    assert [code["text"] for code in plain] == ["2345"]


def test_flat_over_thousands_of_decodes(run_decoder: RunDecoder, trying_pictures: Path) -> None:
    """5000 reads and variants of every kind never trap, and leave heap and memory as they were.

    In the warm-up every kind of search has been seen, one of four with a border around the picture.
    """
    growth = run_decoder("growth", trying_pictures, width=SIDE, height=SIDE, warmUp=500, times=DECODES)
    assert growth == [0, 0]


def test_sizes_beyond_reason(run_decoder: RunDecoder, tmp_path: Path) -> None:
    """Pictures too large for the memory are refused in words, whatever the size, and the decoder goes on."""
    told = run_decoder("refusals", tmp_path)
    assert told == [
        "RangeError: no memory for 1000000000000 bytes of pixels",
        "RangeError: no memory for 4294967296 bytes of pixels",
        "RangeError: no memory for 10000000000 bytes of pixels",
        "RangeError: a frame of 0 x 5 pixels",
        "RangeError: a frame of 2.5 x 4 pixels",
        "RangeError: no variant of 0,0,9,8 in 8,8 pixels",
        "RangeError: no 7,7,2,1 in 8,8 pixels",
        "read 0",
    ]


def test_what_each_build_needs(tmp_path: Path) -> None:
    """The plain build is WebAssembly without SIMD, and the other is not; neither imports anything."""
    features = decoder.read_recipe()["optimize"]["flags"][1:]
    without = [flag for flag in features if flag != "--enable-simd"]
    for name, path in decoder.build().items():
        command = [npm.node(), compilation.WASM_OPT, *without, path, "-o", tmp_path / "out.wasm"]
        valid = subprocess.run([str(part) for part in command], capture_output=True, check=False)
        assert (valid.returncode == 0) == (name == decoder.PLAIN)
        assert wasm_interface.interface(path).imports == ()


def test_a_module_that_wants_something(tmp_path: Path) -> None:
    """A module that imports anything ends the build, and what it wants is named."""
    strange = tmp_path / "strange.wasm"
    strange.write_bytes(module(imports=[imported("wasi_snapshot_preview1", "fd_write")]))
    with pytest.raises(
        SystemExit, match=r"strange\.wasm imports what nobody gives it:\n  func wasi_\S*fd_write\n"
    ):
        decoder.check(strange)
