"""How long a step takes: on this machine, on one four times slower, and against native code."""

from __future__ import annotations

import statistics
import time

import numpy as np
from numpy.typing import NDArray

from benchmarks.browser import slowed
from benchmarks.results import Results, Row
from benchmarks.scan import frames
from benchmarks.scan.frames import Attempt
from benchmarks.scan.harness import DECODER, NATIVE, OURS, RIVALS, SEED, Harness
from benchmarks.scan.success import tell_times
from build_steps.progress import Step
from harmony.scan import detection

SLOW = 4
FRAMES = 10
ROUNDS = 7
SEVERITIES = ("mild", "moderate", "hard")


def measure(harness: Harness, count: int, results: Results, current: Step) -> None:
    """Time whole steps, of each decoder by itself; then the plain variant alone."""
    for name in RIVALS:
        current.say(name)
        tell_times(results, name, "CPU x1", _steps(harness, name, count))
    for kind in ("VideoFrame", "ImageBitmap"):
        for times in (1, SLOW):
            current.say(f"{kind}, {times} times slower")
            with slowed(times):
                taken = _steps(harness, OURS, count, kind)
            tell_times(results, OURS, f"{kind}, CPU x{times}", taken)
    current.say("the plain variant alone, in turns with native code")
    _plain(harness, count, results)


def _steps(harness: Harness, name: str, count: int, kind: str = "VideoFrame") -> list[float]:
    """Times of the steps at a mix of frames, most of which need every variant; in ms."""
    harness.begin(_plan(harness, count, 0.2))
    taken: list[float] = []
    for number in range(count):
        taken += harness.attempt(number, (name,), frames=FRAMES, kind=kind)[name]["ms"]
    return taken


def _plan(harness: Harness, count: int, fraction: float) -> list[Attempt]:
    return [
        Attempt(seed % harness.badges, SEVERITIES[seed % 3], fraction, SEED + seed) for seed in range(count)
    ]


def _plain(harness: Harness, count: int, results: Results) -> None:
    plan = _plan(harness, count, 0.35)
    harness.begin(plan)
    url = harness.asset(DECODER)
    ours: list[float] = []
    native: list[float] = []
    for number, attempt in enumerate(plan):
        pixels = frames.ask(harness.workers, attempt, 0).result().pixels
        gray = np.frombuffer(pixels, np.uint8).reshape(480, 640)
        how = {"attempt": number, "url": url, "rounds": ROUNDS}
        told = harness.page.evaluate("how => bench.plain(how)", how)
        ours.append(statistics.median(told["times"]))
        native.append(statistics.median(_natively(gray) for _ in range(ROUNDS)))
    results.rows.append(Row.of(OURS, "VGA", "plain variant alone", "ms", ours))
    results.rows.append(Row.of(NATIVE, "VGA", "plain variant alone", "ms", native))
    results.ratio(
        "plain variant at VGA, WebAssembly over native", statistics.median(ours) / statistics.median(native)
    )


def _natively(gray: NDArray[np.uint8]) -> float:
    """Milliseconds of one read with the very options of our plain variant."""
    began = time.perf_counter()
    detection.codes(gray)
    return 1000 * (time.perf_counter() - began)
