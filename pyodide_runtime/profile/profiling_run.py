"""One profiling run: a sign-in by badge in a real Chromium, to see which functions of the runtime it calls.

A server with a demo district, the site itself, and a camera that plays a small film: an empty room, a badge
too far away, a code that is no badge, then a badge to be read.
"""

from __future__ import annotations

import io
import json
import socket
import subprocess
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import segno
from PIL import Image

from build_steps.environment import tool
from build_steps.paths import ROOT
from pyodide_runtime.profile import devtools

TIMEOUT_S = 240
SETTLE_S = 12
"""How long after the sign-in what runs still counts: Python tidies up after its tasks."""
FRAME = (640, 480)
WALL = 150
STAGE = "document.documentElement.dataset.stage"
RAN = "JSON.stringify(self.functionsRun?.() ?? [])"
PRESS = "document.querySelector('[data-testid=badge-button]').click()"


def functions_run(site: Path, chromium: Path) -> set[int]:
    """Sign in on a site whose runtime is instrumented; returns the indices of the functions that ran.

    Raises RuntimeError if the sign-in does not succeed.
    """
    with TemporaryDirectory() as scratch:
        data, film = Path(scratch, "data"), Path(scratch, "film.mjpeg")
        _harmony("demo", "--data", data)
        student = tomllib.loads((data / "demo.toml").read_text("utf-8"))["young_student"]["username"]
        card = Path(scratch, "card.png")
        _harmony("badge", "print", "--data", data, "--student", student, "--format", "png", "--out", card)
        _film(card, film)
        camera = (
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film}",
        )
        with _server(data, site) as address, devtools.browser(chromium, camera) as browser:
            return _sign_in(browser, address)


def _sign_in(browser: devtools.Browser, address: str) -> set[int]:
    page = browser.open_page(address)
    ran: set[int] = set()
    pressed = False
    end = time.monotonic() + TIMEOUT_S
    while time.monotonic() < end:
        time.sleep(0.3)
        for worker in browser.workers:
            ran |= set(json.loads(browser.evaluate(worker, RAN) or "[]"))
        stage = browser.evaluate(page, STAGE)
        if stage == "ready" and not pressed:
            browser.evaluate(page, PRESS)
            pressed = True
        elif stage == "signed-in":
            end = min(end, time.monotonic() + SETTLE_S) if end - time.monotonic() > SETTLE_S else end
        elif stage == "failed":
            break
    if browser.evaluate(page, STAGE) != "signed-in":
        raise RuntimeError(f"the profiling run came no further than {browser.evaluate(page, STAGE)!r}")
    return ran


def _film(card: Path, target: Path) -> None:
    """Write the film: JPEG after JPEG."""
    badge = Image.open(card).convert("L")
    other = io.BytesIO()
    segno.make_qr("no badge").save(other, kind="png", scale=8)
    scenes = [
        (_held(badge, 0), 20),
        (_held(badge, 90), 40),
        (_held(Image.open(other).convert("L"), 260), 30),
        (_held(badge, 400), 60),
    ]
    with target.open("wb") as film:
        for picture, frames in scenes:
            for _ in range(frames):
                picture.save(film, format="jpeg", quality=85)


def _held(card: Image.Image, height: int) -> Image.Image:
    """A grey room with a card in its middle, so many pixels high."""
    room = Image.new("L", FRAME, WALL)
    if height:
        small = card.resize((round(card.width * height / card.height), height))
        room.paste(small, ((FRAME[0] - small.width) // 2, (FRAME[1] - height) // 2))
    return room


@contextmanager
def _server(data: Path, site: Path) -> Iterator[str]:
    """A server on a free port of the loopback address, ended with the block; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"
    where: list[str | Path] = ["--data", data, "--site", site, "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(
        [tool("harmony"), "serve", *where], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_until_ready(address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=TIMEOUT_S)


def _wait_until_ready(address: str) -> None:
    deadline = time.monotonic() + TIMEOUT_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):  # noqa: S310  our own server
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the server for the profiling run did not start")


def _harmony(*arguments: str | Path) -> None:
    done = subprocess.run(
        [tool("harmony"), *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"harmony {arguments[0]} failed: {done.stderr[-500:]}")
