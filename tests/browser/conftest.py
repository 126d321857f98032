"""A real Chromium with a camera that plays a printed badge, before a real server with a demo district."""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, sync_playwright

import simcam
from harmony.badge.symbol import symbol
from harmony.badge.token import parse
from tests.browser.symbols import picture_of
from tests.running import Server, harmony

PATIENCE_MS = 60_000
"""Starting Python takes seconds on a busy machine; a test waits for what happens, not for a time."""


PLAIN_HOST = "portal.test"
"""A name of this machine that browsers do not trust without https, as they trust localhost."""


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo district, made once; tests that change it work on a copy."""
    data = tmp_path_factory.mktemp("demo") / "data"
    harmony("demo", "--data", data)
    return data


@pytest.fixture(scope="session")
def portal(dist: Path, demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server with the built site, shared by tests that leave it as they found it."""
    running = Server(demo_data, dist, tmp_path_factory.mktemp("portal") / "server.log")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def server(dist: Path, demo_data: Path, tmp_path: Path) -> Iterator[Server]:
    """A running server over a copy of the demo district, for a test that changes it or stops it."""
    data = Path(shutil.copytree(demo_data, tmp_path / "data"))
    running = Server(data, dist, tmp_path / "server.log")
    running.start()
    yield running
    running.stop()


@dataclass
class Watched:
    """A browser's page and all it did: requests, console errors, exceptions."""

    page: Page
    context: BrowserContext
    requests: list[tuple[str, str, str]] = field(default_factory=list)
    """Method, address, body of every request; of a body that is no text or bytes, Chromium tells nothing."""
    errors: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Begin to record."""
        self.context.on("request", lambda request: self.requests.append(_recorded(request)))
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.page.on("console", lambda message: self._note(message.type, message.text))

    def _note(self, kind: str, text: str) -> None:
        if kind == "error":
            self.errors.append(text)

    def wait_for_stage(self, stage: str) -> None:
        """Wait until the page says it has come to a stage."""
        self.page.wait_for_selector(f"html[data-stage={stage}]", timeout=PATIENCE_MS)

    def shown(self) -> str:
        """The name of the screen that shows."""
        return self.page.get_attribute("html", "data-screen") or ""


def _recorded(request: Request) -> tuple[str, str, str]:
    return request.method, request.url, (request.post_data_buffer or b"").decode("latin-1")


Open = Callable[..., Watched]


FONTS = """<?xml version="1.0"?>
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir></fontconfig>
"""


@pytest.fixture(scope="package")
def playwright(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playwright]:
    """Playwright's driver; it ends with this package, because its event loop shuts out any other.

    Its browsers have the cards' Chinese letters: the boxes that are drawn in their place are narrower.
    """
    settings = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    settings.write_text(FONTS.format(folder=files("manimgx_fonts_cjk")), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(settings))
        with sync_playwright() as driver:
            yield driver


@pytest.fixture
def open_browser(playwright: Playwright) -> Iterator[Open]:
    """Open a browser: with a video for its camera, without a camera, or with the camera denied."""
    browsers: list[Browser] = []

    def open_one(
        video: Path | None = None, *, camera: str = "allowed", flags: Sequence[str] = (), **context: object
    ) -> Watched:
        """`camera` is allowed, denied or none; `context` goes to the browser's context.

        A test that intercepts requests blocks service workers: what passes through one cannot be intercepted.
        """
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=[*arguments(video, camera), *flags],
        )
        browsers.append(browser)
        options = {"locale": "en-US", "viewport": {"width": 1366, "height": 768}} | context
        own = browser.new_context(**options)  # type: ignore[arg-type]
        own.set_default_timeout(PATIENCE_MS)
        watched = Watched(own.new_page(), own)
        watched.watch()
        return watched

    yield open_one
    for browser in browsers:
        browser.close()


def chromium() -> str | None:
    """The Chromium to drive; None stands for Playwright's own."""
    return os.environ.get("HARMONY_CHROMIUM") or shutil.which("chromium")


def arguments(video: Path | None = None, camera: str = "allowed") -> list[str]:
    """How Chromium is started: quiet, and with the camera a test asks for."""
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        f"--host-resolver-rules=MAP {PLAIN_HOST} 127.0.0.1",
    ]
    if camera == "none":
        return quiet
    if camera == "denied":
        return [*quiet, "--use-fake-device-for-media-stream", "--deny-permission-prompts"]
    playing = [f"--use-file-for-fake-video-capture={video}"] if video else []
    return [*quiet, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", *playing]


@pytest.fixture(scope="session")
def badge_picture(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Print a student's badge by the command, as a PNG of 300 dpi."""
    folder = tmp_path_factory.mktemp("badges")

    @cache
    def print_one(data: Path, student: str) -> Path:
        out = folder / f"{data.parent.name}-{student}.png"
        harmony("badge", "print", "--data", data, "--student", student, "--format", "png", "--out", out)
        return out

    return print_one


@pytest.fixture
def badge(portal: Server, badge_picture: Callable[[Path, str], Path], tmp_path: Path) -> Path:
    """The code of a young student's badge alone, as a square picture."""
    student = tomllib.loads((portal.data / "demo.toml").read_text("utf-8"))["young_student"]["username"]
    printed = cv2.imread(str(badge_picture(portal.data, student)), cv2.IMREAD_GRAYSCALE)
    code = zxingcpp.read_barcode(printed)
    assert code is not None
    return picture_of(symbol(parse(code.text)).modules, tmp_path / "badge.png")


@pytest.fixture(scope="session")
def camera_video(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Film a picture held up to a webcam: at an angle, in a room, with noise and an unsteady hand."""
    folder = tmp_path_factory.mktemp("videos")

    @cache
    def film(picture: Path) -> Path:
        video = folder / f"{picture.parent.name}-{picture.stem}.mjpeg"
        card = cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE)
        assert card is not None
        simcam.write_video(video, card.astype(np.uint8), seed=2, height_fraction=0.8)
        return video

    return film
