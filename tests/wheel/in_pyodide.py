"""What runs inside Pyodide: the contract, the frames, and thousands of decodes that shall leave nothing."""

from __future__ import annotations

import ctypes
import gc
import json
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import zxingcpp as module

from tests.wheel import contract, frames, own_ways
from tests.wheel.claims import Check, checks_of, refused, size
from tests.wheel.drawing import Symbols, damaged, draw

zxingcpp: Any = module

WARM_UP = 200
DECODES = 5000


class HeapInfo(ctypes.Structure):
    """`struct mallinfo` of dlmalloc: ten sizes, the eighth of them the bytes in use."""

    _fields_ = [("sizes", ctypes.c_size_t * 10)]


def report(work: str) -> str:
    """Run everything over the files in a folder; the results as JSON."""
    folder = Path(work)
    symbols = json.loads((folder / "symbols.json").read_text("utf-8"))
    results = {
        "contract": {name: _outcome(check, symbols) for name, check in contract.checks().items()},
        "own": {name: _outcome(check, symbols) for name, check in checks_of(own_ways).items()},
        "frames": frames.readings(folder),
        "growth": _growth(symbols),
    }
    return json.dumps(results)


def _outcome(check: Check, symbols: Symbols) -> str | None:
    """None if the check holds, otherwise where it does not."""
    try:
        check(symbols)
    except Exception:  # whatever it is, the test on the host tells it
        return traceback.format_exc()
    return None


def _growth(symbols: Symbols) -> dict[str, int]:
    """By how much the heap and Python's blocks grow over many decodes of every kind."""
    rounds = _rounds(symbols)
    _repeat(rounds, WARM_UP)
    before = _measured()
    _repeat(rounds, DECODES)
    return {what: after - before[what] for what, after in _measured().items()}


def _rounds(symbols: Symbols) -> list[Callable[[], object]]:
    """Decodes that succeed, fail, find nothing, are refused, over every kind of memory."""
    picture = draw(symbols["badge"])
    side = size(picture)[0]
    gray = zxingcpp.ImageFormat.Lum
    writable = bytearray(picture.tobytes())
    blank, broken = bytearray(side * side), damaged(picture)
    return [
        lambda: zxingcpp.read_barcodes(picture)[0].extra,
        lambda: zxingcpp.read_barcodes(zxingcpp.ImageView(writable, side, side, gray)),
        lambda: zxingcpp.read_barcodes(zxingcpp.ImageView(blank, side, side, gray)),
        lambda: zxingcpp.read_barcodes(broken, return_errors=True)[0].error,
        lambda: refused(ValueError, zxingcpp.ImageView, blank, side, side + 1, gray),
    ]


def _repeat(rounds: list[Callable[[], object]], times: int) -> None:
    for turn in range(times):
        rounds[turn % len(rounds)]()


def _measured() -> dict[str, int]:
    gc.collect()
    python = ctypes.CDLL(None)
    python.mallinfo.restype = HeapInfo
    python.sbrk.restype = ctypes.c_size_t
    decoder = zxingcpp._decoder.running()
    return {
        "decoder's memory": decoder.exports.memory.buffer.byteLength,
        "decoder's bytes in use": decoder.heap_in_use(),
        "Python's memory": python.sbrk(0),
        "Python's bytes in use": python.mallinfo().sizes[7],
        "Python's blocks": sys.getallocatedblocks(),
    }
