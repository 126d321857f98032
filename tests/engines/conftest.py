"""A browser of another engine before a real server, with a camera made of a canvas."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import canvas_camera
from tests.browser.conftest import badge, badge_picture, demo_data, portal, server
from tests.engines import webdriver

__all__ = ["badge", "badge_picture", "demo_data", "portal", "server"]

ENGINES = {"firefox": webdriver.firefox, "webkit": webdriver.webkit}
PATIENCE_S = 120
PART = "document.querySelector(`[data-testid='${arguments[0]}']`)"


class Visitor:
    """Who uses the portal in such a browser."""

    def __init__(self, driver: webdriver.Driver) -> None:
        self._driver = driver

    def evaluate(self, script: str, *arguments: object) -> Any:
        """Run the body of a function in the page; gives what it returns, awaited."""
        return self._driver.run(script, list(arguments))

    def come(self, address: str, camera: tuple[int, int] = (640, 480)) -> None:
        """Open the page with a camera of this size, before which there is nothing yet."""
        self._driver.navigate(address)
        self.evaluate(canvas_camera.script(*camera))

    def tap(self, name: str) -> None:
        """Press what has this test id."""
        self.evaluate(f"{PART}.click()", name)

    def fill(self, name: str, value: str) -> None:
        """Type into what has this test id."""
        self.evaluate(f"{PART}.value = arguments[1]", name, value)

    def text(self, name: str) -> str:
        """The words of what has this test id."""
        return str(self.evaluate(f"return {PART}.textContent", name))

    def hold_up(self, picture: Path | None) -> None:
        """Hold a badge up to the camera, or nothing."""
        shown = None if picture is None else canvas_camera.encoded(picture)
        self.evaluate("return holdUp(arguments[0])", shown)

    def wait_for(self, condition: str) -> None:
        """Wait until an expression is true of the page."""
        deadline = time.monotonic() + PATIENCE_S
        while not self.evaluate(f"return (async () => Boolean({condition}))()"):
            state = self.evaluate("return JSON.stringify(document.documentElement.dataset)")
            assert time.monotonic() < deadline, f"{condition}: {state}"
            time.sleep(0.1)

    def wait_for_stage(self, stage: str) -> None:
        """Wait until the page says it has come to a stage."""
        self.wait_for(f"document.documentElement.dataset.stage === '{stage}'")

    def wait_for_screen(self, screen: str) -> None:
        """Wait until a screen shows."""
        self.wait_for(f"document.documentElement.dataset.screen === '{screen}'")


@pytest.fixture(params=ENGINES)
def visitor(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Visitor]:
    """A visitor with each of the engines, for the first time here."""
    home = tmp_path / "browser"
    home.mkdir()
    try:
        with ENGINES[request.param](home) as driver:
            yield Visitor(driver)
    except webdriver.Missing as reason:
        pytest.skip(str(reason))  # pip brings neither browser; the reason names the package that does
