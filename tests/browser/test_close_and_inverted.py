"""A badge light on dark is read, and one too close gets a hint, before Python is there and with it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.browser import canvas_camera
from tests.browser.conftest import Open
from tests.browser.test_several_badges import scanning
from tests.running import Server

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("with_python", [False, True], ids=["before Python", "with Python"]),
]


def test_a_badge_light_on_dark_is_read(
    portal: Server, open_browser: Open, badge: Path, tmp_path: Path, with_python: bool
) -> None:
    """As a phone at night, or a viewer of dark pages, shows it."""
    card = cv2.imread(str(badge), cv2.IMREAD_GRAYSCALE)
    assert card is not None
    cv2.imwrite(str(tmp_path / "night.png"), np.bitwise_not(card))
    browser = scanning(portal, open_browser, with_python=with_python)
    canvas_camera.hold_up(browser, tmp_path / "night.png")
    browser.page.get_by_test_id("app-tile").first.wait_for()


def test_a_badge_too_close_is_to_go_back_a_little(
    portal: Server, open_browser: Open, badge: Path, tmp_path: Path, with_python: bool
) -> None:
    """Of a code larger than the frame a corner is enough to say so."""
    card = cv2.imread(str(badge), cv2.IMREAD_GRAYSCALE)
    assert card is not None
    cv2.imwrite(str(tmp_path / "close.png"), card[: len(card) * 2 // 3, : len(card) * 2 // 3])
    browser = scanning(portal, open_browser, with_python=with_python)
    canvas_camera.hold_up(browser, tmp_path / "close.png")
    browser.page.wait_for_selector("[data-hint=further]")
