"""Pixel work: exact against numpy and OpenCV, the same bits in WebAssembly as on the host."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decoder.conftest import RunDecoder
from tests.decoder.pixel_work import (
    FILTERS,
    Gray,
    Variant,
    filtered_by_opencv,
    luma,
    measured,
    measured_by_numpy,
    preprocessed,
    resampled_by_opencv,
)

ROUNDING = 1
"""What a pixel may differ by: weights are whole 16384ths here, and numbers of 32 bits there."""


def noise(height: int, width: int, seed: int = 1) -> Gray:
    """A picture of noise over blobs, saturated here and there."""
    rng = np.random.default_rng(seed)
    blobs = np.kron(rng.integers(0, 256, (height // 8 + 1, width // 8 + 1)), np.ones((8, 8), int))
    mixed = blobs[:height, :width] + rng.integers(-60, 61, (height, width))
    return np.ascontiguousarray(np.clip(mixed, 0, 255).astype(np.uint8))


@st.composite
def variants(draw: st.DrawFn) -> tuple[Gray, Variant]:
    """A small picture and a variant of some of it."""
    width, height = draw(st.integers(1, 60)), draw(st.integers(1, 60))
    x, y = draw(st.integers(0, width - 1)), draw(st.integers(0, height - 1))
    part = draw(st.integers(1, width - x)), draw(st.integers(1, height - y))
    asked = draw(st.integers(1, 90)), draw(st.integers(1, 90))
    way = draw(st.sampled_from(FILTERS))
    return noise(height, width, draw(st.integers(0, 9))), Variant(x, y, *part, *asked, way)


@given(variants())
@settings(max_examples=300, deadline=None)
def test_variants(case: tuple[Gray, Variant]) -> None:
    """Any variant is OpenCV's filter within rounding, then OpenCV's resampling of that within rounding."""
    plane, variant = case
    part = variant.of(plane)
    filtered = preprocessed(plane, replace(variant, out_width=variant.width, out_height=variant.height))
    assert filtered is not None
    # Weights in 256ths: half of one at each of many places, and what is left of rounding is sharpened too.
    allowed = {"none": 0, "invert": 0, "sharpen": 12, "deblur": 16}[variant.filter]
    assert furthest(filtered, filtered_by_opencv(part, variant.filter)) <= allowed
    whole = preprocessed(plane, variant)
    assert whole is not None
    assert furthest(whole, resampled_by_opencv(filtered, variant.out_width, variant.out_height)) <= ROUNDING


def furthest(one: Gray, other: Gray) -> int:
    """The largest difference between two pictures of the same size."""
    assert one.shape == other.shape
    return int(np.abs(one.astype(int) - other.astype(int)).max())


SIZES = [
    ((1, 1), (1, 1)),
    ((1, 1), (7, 5)),
    ((3, 2), (1, 1)),
    ((160, 120), (160, 120)),
    ((160, 120), (640, 480)),
    ((641, 479), (1282, 958)),
    ((640, 480), (1920, 1440)),
    ((640, 480), (320, 240)),
    ((3840, 2160), (1280, 720)),
    ((3840, 2160), (1000, 563)),
]


@pytest.mark.parametrize(("size", "asked"), SIZES)
def test_sizes_of_cameras(size: tuple[int, int], asked: tuple[int, int]) -> None:
    """From one pixel to 4K, enlarged and reduced."""
    plane = noise(size[1], size[0])
    out = preprocessed(plane, Variant(0, 0, *size, *asked))
    assert out is not None
    assert furthest(out, resampled_by_opencv(plane, *asked)) <= ROUNDING


@pytest.mark.parametrize("way", FILTERS)
@pytest.mark.parametrize("level", [0, 1, 128, 254, 255])
def test_even_pictures_stay_even(way: str, level: int) -> None:
    """No variant changes a picture of one level but by inverting it: all weights sum to one exactly."""
    plane = np.full((33, 47), level, np.uint8)
    for asked in ((47, 33), (94, 66), (20, 10), (60, 12)):
        out = preprocessed(plane, Variant(0, 0, 47, 33, *asked, way))
        assert out is not None
        assert (out == (255 - level if way == "invert" else level)).all()


REFUSED = [
    Variant(-1, 0, 4, 4, 8, 8),
    Variant(0, 0, 11, 4, 8, 8),
    Variant(0, 5, 4, 4, 8, 8),
    Variant(0, 0, 0, 4, 8, 8),
    Variant(2**31 - 1, 0, 4, 4, 8, 8),
    Variant(1, 0, 2**31 - 1, 4, 8, 8),
    Variant(0, 0, 4, 4, 0, 8),
    Variant(0, 0, 4, 4, 8, -8),
]


@pytest.mark.parametrize("variant", REFUSED)
def test_what_lies_outside_is_refused(variant: Variant) -> None:
    """A region that is not within the picture, or a size that is none, is refused and touches nothing."""
    assert preprocessed(noise(8, 10), variant) is None


def test_luma_is_zxing_cpps() -> None:
    """Gray is 306, 601 and 117 1024ths of red, green and blue, rounded."""
    rgba = np.random.default_rng(3).integers(0, 256, (31, 45, 4), dtype=np.uint8)
    expected = (rgba[..., :3].astype(int) @ [306, 601, 117] + 512) >> 10
    assert (luma(rgba) == expected).all()


@st.composite
def regions(draw: st.DrawFn) -> tuple[Gray, tuple[int, int, int, int]]:
    """A small picture and some of it."""
    plane, variant = draw(variants())
    return plane, (variant.x, variant.y, variant.width, variant.height)


@given(regions())
@settings(max_examples=200, deadline=None)
def test_measures(case: tuple[Gray, tuple[int, int, int, int]]) -> None:
    """Measures are what numpy makes of their description."""
    plane, region = case
    assert measured(plane, *region) == pytest.approx(measured_by_numpy(plane, *region), abs=1e-12)


def test_measures_tell_pictures_apart() -> None:
    """A blurred picture is less sharp than the same before, and half a picture in glare is half glare."""
    sharp = np.kron(np.random.default_rng(5).integers(0, 2, (40, 40)), np.ones((4, 4), int)) * 180 + 30
    picture = sharp.astype(np.uint8)
    blurred = cv2.GaussianBlur(picture, (0, 0), 1.2).astype(np.uint8)
    whole = (0, 0, 160, 160)
    first, second = measured(picture, *whole), measured(blurred, *whole)
    assert first is not None
    assert second is not None
    assert first["sharpness"] > 0.95
    assert second["sharpness"] < first["sharpness"]
    assert first["brightness"] == pytest.approx(picture.mean())
    assert first["contrast"] == 180
    lit = picture.copy()
    lit[:80] = 255
    assert (measured(lit, *whole) or {})["glare"] == 0.5
    assert measured(picture, 0, 0, 161, 160) is None


def test_large_regions_are_sampled_evenly() -> None:
    """4K is measured by some of its pixels, which tell the same."""
    small = noise(540, 960)
    large = np.ascontiguousarray(np.kron(small, np.ones((4, 4), np.uint8)))
    one, other = measured(small, 0, 0, 960, 540), measured(large, 0, 0, 3840, 2160)
    assert one is not None
    assert other is not None
    assert one["brightness"] == pytest.approx(other["brightness"], abs=1)
    assert one["glare"] == pytest.approx(other["glare"], abs=0.01)


def test_webassembly_gives_the_same_bits(run_decoder: RunDecoder, tmp_path: Path) -> None:
    """Every variant and measure of the module is the host's to the last bit."""
    cases = []
    for number, ((width, height), asked) in enumerate(SIZES):
        plane = noise(height, width, number)
        (tmp_path / f"{number}.gray").write_bytes(plane.tobytes())
        inner = (width // 3, height // 3, max(1, width // 2), max(1, height // 2))
        for way in FILTERS:
            wanted = [Variant(0, 0, width, height, *asked, way), Variant(*inner, *asked, way)]
            cases += [(number, plane, variant) for variant in wanted]
    told = [{"file": f"{number}.gray", **_described(plane, variant)} for number, plane, variant in cases]
    (tmp_path / "cases.json").write_text(json.dumps(told), "utf-8")
    for (_, plane, variant), found in zip(cases, run_decoder("variants", tmp_path), strict=True):
        expected = preprocessed(plane, variant)
        assert expected is not None
        assert found["sha256"] == hashlib.sha256(expected.tobytes()).hexdigest()
        assert found["measures"] == measured(plane, variant.x, variant.y, variant.width, variant.height)


def _described(plane: Gray, variant: Variant) -> dict[str, Any]:
    names = {"out_width": "outWidth", "out_height": "outHeight"}
    described = {names.get(name, name): value for name, value in asdict(variant).items()}
    return {"planeWidth": plane.shape[1], "planeHeight": plane.shape[0], "variant": described}


def test_rgba_in_webassembly(run_decoder: RunDecoder, tmp_path: Path) -> None:
    """RGBA that is taken becomes the same plane as on the host."""
    rgba = np.random.default_rng(3).integers(0, 256, (31, 45, 4), dtype=np.uint8)
    (tmp_path / "picture.rgba").write_bytes(rgba.tobytes())
    found = run_decoder("rgba", tmp_path, width=45, height=31)
    assert found == hashlib.sha256(luma(rgba).tobytes()).hexdigest()
