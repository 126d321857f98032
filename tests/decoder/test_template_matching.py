"""The template that finders are matched with."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np


def test_the_template_is_a_finder_turned_about() -> None:
    """The table in template_matching.c is what its comment says, and sums up to nothing on even light."""
    fine, across, module = 16, 15, 1.6
    at = ((np.arange(across * fine) + 0.5) / fine - across / 2) / module
    x, y = np.meshgrid(at, at)
    turned = np.zeros_like(x)
    for angle in np.deg2rad(np.arange(0, 90, 3.75)):
        away = np.maximum(
            abs(x * np.cos(angle) + y * np.sin(angle)), abs(y * np.cos(angle) - x * np.sin(angle))
        )
        turned += np.select([away < 1.5, away < 2.5, away < 3.5, away < 4.5], [-1, 1, -1, 1], 0) / 24
    soft = cv2.GaussianBlur(turned, (0, 0), 0.35 * module * fine)
    drawn = cv2.resize(soft, (across, across), interpolation=cv2.INTER_AREA)
    even = drawn - drawn.mean()
    quarter = np.rint(even / abs(even).max() * 100).astype(int)[7:, 7:]
    source = (Path(__file__).parents[2] / "decoder/pixels/template_matching.c").read_text()
    table = source[source.index("TEMPLATE[REACH + 1]") :].split("{", 1)[1].split("};")[0]
    template = np.array(
        [int(part) for part in table.replace("{", "").replace("}", "").split(",") if part.strip()]
    )
    template = template.reshape(8, 8)
    assert abs(template - quarter).max() <= 4
    twice = np.array([1] + 7 * [2])
    assert (template * np.outer(twice, twice)).sum() == 0
