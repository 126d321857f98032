"""A real Chromium for benches, at its own speed or slowed down as a cheap laptop is."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, BrowserType

from build_steps import chromium

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
)
PERIOD_S = 0.008
"""A slowed process runs for a part of each period; long ones would stutter, short ones the kernel rounds."""
LOOK_AGAIN_S = 0.5
"""How often is looked for new renderers: navigation may start another process."""


def launch(kind: BrowserType, camera: Path | None = None, flags: Sequence[str] = ()) -> Browser:
    """Start a Chromium, its fake camera playing a film if one is given."""
    playing = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    film = [*playing, f"--use-file-for-fake-video-capture={camera}"] if camera else []
    return kind.launch(executable_path=chromium.ensure(), args=[*QUIET, *film, *flags])


def version(kind: BrowserType) -> str:
    """Its name and version, for the line that says on what was measured."""
    with launch(kind) as chromium:
        return f"Chromium {chromium.version}"


@contextmanager
def slowed(times: float) -> Iterator[None]:
    """Let the pages of all browsers started here run at a part of the machine's speed, workers and all.

    The renderers are stopped and continued many times a second. DevTools' own throttle was measured to slow
    the page's main thread alone, and it is in the workers that Python and the decoders run.
    """
    if times == 1 or not hasattr(signal, "SIGSTOP"):
        yield
        return
    brake = _Brake(times)
    brake.start()
    try:
        yield
    finally:
        brake.stop()


class _Brake(threading.Thread):
    def __init__(self, times: float) -> None:
        super().__init__(daemon=True)
        self._times = times
        self._end = threading.Event()

    def run(self) -> None:
        renderers, looked, ran = _renderers(), time.monotonic(), 0.0
        while not self._end.is_set():
            _signal_all(renderers, signal.SIGSTOP)
            stopped = time.monotonic()
            if stopped - looked > LOOK_AGAIN_S:
                renderers, looked = _renderers(), stopped
            # As long as the run really was, times over: sleeping is never exact.
            time.sleep(max(0.0, stopped + ran * (self._times - 1) - time.monotonic()))
            _signal_all(renderers, signal.SIGCONT)
            ran = -time.monotonic()
            time.sleep(PERIOD_S / self._times)
            ran += time.monotonic()

    def stop(self) -> None:
        """Let everything run again."""
        self._end.set()
        self.join()
        _signal_all(_renderers(), signal.SIGCONT)


def _signal_all(processes: Sequence[int], what: signal.Signals) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, what)


def _renderers() -> list[int]:
    """Processes in which pages of a browser of ours run: descendants of this process alone."""
    parents: dict[int, int] = {}
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            process = int(folder.name)
            parents[process] = int((folder / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
            if b"--type=renderer" in (folder / "cmdline").read_bytes():
                found.append(process)
    return [process for process in found if os.getpid() in _ancestors(process, parents)]


def _ancestors(process: int, parents: dict[int, int]) -> Iterator[int]:
    while process := parents.get(process, 0):
        yield process
