"""Bars as doors that grew: an arch whose height is the number."""

from __future__ import annotations

from collections.abc import Sequence

WIDE, HIGH = 52.0, 120.0
"""The units of a drawing: the widest door, and the highest."""
LEAST = 3.0
"""What the smallest number that is not zero still shows."""


def heights(values: Sequence[int]) -> list[float]:
    """How high the door of each number is, the largest `HIGH`; zero has none."""
    most = max([*values, 1])
    return [max(value / most * HIGH, LEAST) if value else 0.0 for value in values]


def door(height: float) -> str:
    """An SVG drawing of a door of a height, standing on the ground of its view box."""
    arch = min(height, WIDE / 2)
    top = HIGH - height
    path = (
        f"M0 {HIGH:g}V{top + arch:g}A{WIDE / 2:g} {arch:g} 0 0 1 {WIDE:g} {top + arch:g}V{HIGH:g}z"
        if height
        else ""
    )
    shape = f'<path d="{path}" fill="currentColor"/>' if path else ""
    ground = f'<path d="M0 {HIGH:g}h{WIDE:g}" stroke="currentColor" stroke-width="2"/>'
    box = f'viewBox="0 0 {WIDE:g} {HIGH + 1:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} aria-hidden="true">{shape}{ground}</svg>'
