"""The main job: a printed badge before the camera, the dashboard on the screen."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.running import Server, harmony

pytestmark = pytest.mark.browser

Print = Callable[[Path, str], Path]
Film = Callable[[Path], Path]


def demo_student(data: Path) -> str:
    """The student id of a demo child who scans."""
    return str(tomllib.loads((data / "demo.toml").read_text("utf-8"))["young_student"]["username"])


def test_a_badge_held_up_opens_the_dashboard(
    portal: Server, open_browser: Open, badge_picture: Print, camera_video: Film
) -> None:
    """From the badge button to the tiles of this student's grade, and the camera is off again."""
    student = demo_student(portal.data)
    browser = open_browser(camera_video(badge_picture(portal.data, student)))
    page = browser.page
    page.goto(portal.address)
    page.get_by_test_id("badge-button").click()
    page.get_by_test_id("dashboard").wait_for()
    browser.wait_for_stage("signed-in")
    expected = expected_apps(portal.data, student)
    tiles = page.get_by_test_id("app-tile").evaluate_all("tiles => tiles.map(tile => tile.dataset.app)")
    assert sorted(tiles) == sorted(expected)
    assert len(expected) > 2
    assert page.get_by_test_id("camera").evaluate("video => video.srcObject") is None
    assert browser.errors == []


def expected_apps(data: Path, student: str) -> list[str]:
    """The ids of the apps a student may see, as the command says."""
    shown = harmony("account", "show", "--data", data, "--username", student).stdout
    (line,) = [line for line in shown.splitlines() if line.startswith("apps")]
    return [name.strip() for name in line.removeprefix("apps").split(",")]
