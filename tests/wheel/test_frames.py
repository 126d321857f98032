"""The same frames give the same readings on both sides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.wheel import frames

WITHIN = 1
"""Pixels that corners may lie apart: the two are compiled by different compilers."""


@pytest.fixture(scope="module")
def pypi(camera_frames: Path) -> list[list[frames.Reading]]:
    """What PyPI's module finds."""
    return frames.readings(camera_frames)


def test_same_text(pypi: list[list[frames.Reading]], pyodide_report: dict[str, Any]) -> None:
    """In every frame the wheel finds as many symbols, reads as many, and reads the same."""
    assert _texts(pyodide_report["frames"]) == _texts(pypi)


def test_same_corners(pypi: list[list[frames.Reading]], pyodide_report: dict[str, Any]) -> None:
    """Every corner lies within a pixel of where PyPI's module sees it."""
    pairs = zip(_corners(pypi), _corners(pyodide_report["frames"]), strict=True)
    assert max(abs(theirs - ours) for theirs, ours in pairs) <= WITHIN


def test_frames_say_something(pypi: list[list[frames.Reading]]) -> None:
    """The frames are neither all read nor all lost, or the comparison would show little."""
    read = sum(any(texts) for texts in _texts(pypi))
    assert len(pypi) == frames.COUNT
    assert 0.5 * frames.COUNT < read < 0.95 * frames.COUNT


def _texts(readings: list[list[frames.Reading]]) -> list[list[str | None]]:
    return [[symbol["text"] for symbol in found] for found in readings]


def _corners(readings: list[list[frames.Reading]]) -> list[int]:
    return [place for found in readings for symbol in found for place in symbol["corners"]]
