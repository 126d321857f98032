"""Frames of scan attempts, made in processes of their own while the browser looks at those before."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

import simcam
from benchmarks.scan.cards import Card

BURST = 8
"""Frames of one instant in the run of wrong cards; what differs between them is the sensor's noise."""


@dataclass(frozen=True)
class Attempt:
    """One child's attempt: which card, how, and how large."""

    card: int
    severity: str
    height_fraction: float
    seed: int


@dataclass(frozen=True)
class Frame:
    """A gray frame, and what native zxing-cpp on CPython makes of it."""

    pixels: bytes
    native_text: str | None
    native_ms: float


_cards: Sequence[Card] = ()


def pool(cards: Sequence[Card], processes: int) -> ProcessPoolExecutor:
    """Processes that draw these cards."""
    context = multiprocessing.get_context("spawn")  # the browser's driver and the server have threads
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_take, initargs=(cards,))


def ask(workers: ProcessPoolExecutor, attempt: Attempt, number: int) -> Future[Frame]:
    """The frame `number` (from 0) of an attempt."""
    return workers.submit(_frame, attempt, number)


def ask_burst(workers: ProcessPoolExecutor, attempt: Attempt) -> Future[bytes]:
    """`BURST` frames of one instant, one after another."""
    return workers.submit(_burst, attempt)


def read_natively(gray: NDArray[np.uint8]) -> str | None:
    """What zxing-cpp's own Python module reads, left to its defaults."""
    found = zxingcpp.read_barcodes(gray, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return found[0].text if found else None


def _take(cards: Sequence[Card]) -> None:
    global _cards  # noqa: PLW0603  once in a process that does nothing else
    _cards = cards
    cv2.setNumThreads(1)


def _frame(attempt: Attempt, number: int) -> Frame:
    frames = simcam.attempt(_cards[attempt.card].modules, skip=number, **_how(attempt))
    gray = next(frames)
    began = time.perf_counter()
    text = read_natively(gray)
    return Frame(gray.tobytes(), text, 1000 * (time.perf_counter() - began))


def _burst(attempt: Attempt) -> bytes:
    frames = simcam.burst(_cards[attempt.card].modules, **_how(attempt))
    return b"".join(gray.tobytes() for gray in islice(frames, BURST))


def _how(attempt: Attempt) -> dict[str, Any]:
    return {
        "height_fraction": attempt.height_fraction,
        "seed": attempt.seed,
        "severity": attempt.severity,
    }
