"""What the bench serves under /bench/: its page, the rivals, and frame after frame."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from benchmarks.scan import frames
from benchmarks.scan.frames import Attempt, Frame
from build_steps import npm
from build_steps.paths import NODE_MODULES
from build_steps.site import scripts

PAGE = Path(__file__).parent / "page"
AHEAD = 3
"""Attempts whose first frame is made before it is asked for."""


class Stage:
    """Frames by number of attempt, made a little ahead of the page that asks."""

    def __init__(self, folder: Path, workers: ProcessPoolExecutor) -> None:
        self._workers = workers
        self._plan: Sequence[Attempt] = ()
        self._pages = 1
        self._made: dict[tuple[int, int], Future[Frame]] = {}
        self._bursts: dict[int, Future[bytes]] = {}
        self.app = Starlette(
            routes=[
                Route("/bench/frame/{attempt:int}/{number:int}", self._frame),
                Route("/bench/burst/{attempt:int}", self._burst),
                Mount("/bench", StaticFiles(directory=_site(folder), html=True)),
            ]
        )

    def begin(self, plan: Sequence[Attempt], pages: int) -> None:
        """Serve these attempts from now on, to so many pages that take turns."""
        self._plan, self._pages, self._made, self._bursts = plan, pages, {}, {}

    def _make(self, attempt: int, number: int) -> Future[Frame]:
        key = (attempt, number)
        if key not in self._made:
            self._made[key] = frames.ask(self._workers, self._plan[attempt], number)
        return self._made[key]

    async def _frame(self, request: Request) -> Response:
        attempt, number = request.path_params["attempt"], request.path_params["number"]
        wanted = self._make(attempt, number)
        for later in self._from(attempt):
            self._make(later, 0)
        frame = await asyncio.wrap_future(wanted)
        if number > 0 or self._plan[attempt].height_fraction < 0.3:  # likely to be asked for
            self._make(attempt, number + 1)
        self._forget(attempt, number)
        native = json.dumps({"text": frame.native_text, "ms": frame.native_ms})
        return Response(frame.pixels, headers={"Native": native}, media_type="application/octet-stream")

    def _from(self, attempt: int) -> range:
        """This attempt and the page's next ones."""
        return range(attempt, min(attempt + AHEAD * self._pages, len(self._plan)), self._pages)

    def _forget(self, attempt: int, number: int) -> None:
        """Drop what the page of this attempt has left behind."""
        for key in list(self._made):
            if key[0] % self._pages == attempt % self._pages and key < (attempt, number):
                del self._made[key]

    async def _burst(self, request: Request) -> Response:
        attempt = request.path_params["attempt"]
        for each in self._from(attempt):
            if each not in self._bursts:
                self._bursts[each] = frames.ask_burst(self._workers, self._plan[each])
        pixels = await asyncio.wrap_future(self._bursts.pop(attempt))
        return Response(pixels, media_type="application/octet-stream")


def _site(folder: Path) -> Path:
    """The page, bundled with the rivals as npm has them."""
    npm.ensure()
    shutil.copytree(PAGE, folder, dirs_exist_ok=True)
    for entry in ("bench.mjs", "rivals-worker.mjs", "plain-worker.mjs"):
        (folder / entry).write_bytes(scripts.bundle(PAGE / entry))
    shutil.copy(NODE_MODULES / "zxing-wasm/dist/reader/zxing_reader.wasm", folder)
    shutil.copy(NODE_MODULES / "@undecaf/zbar-wasm/dist/zbar.wasm", folder)
    return folder
