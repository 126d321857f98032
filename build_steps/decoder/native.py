"""The pixel work as a shared library for this machine, by the same compiler: for tests and benches."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from build_steps import decoder, progress, stamp
from build_steps.decoder import zxing_sources
from build_steps.paths import CACHE, DECODER

SOURCES = DECODER / "pixels"
NAME = "pixels.dll" if os.name == "nt" else "libpixels.so"
FLAGS = (
    "-std=c17",
    "-O2",
    "-shared",
    "-fPIC",
    "-fvisibility=hidden",
    "-ffp-contract=off",
    "-fno-sanitize=all",
)


def library() -> Path:
    """The library's path; it exports the calls of decoder/pixels/pixels.h."""
    inputs = [SOURCES, Path(__file__), zxing_sources.LOCK]
    return stamp.folder("pixels", inputs, _make) / NAME


def _make(out: Path) -> None:
    with progress.step("The pixel work for this machine") as step:
        sources = decoder.fetch(CACHE, step.say)
        cache = {"ZIG_GLOBAL_CACHE_DIR": str(CACHE / "zig"), "ZIG_LOCAL_CACHE_DIR": str(CACHE / "zig")}
        command = [sources.zig, "cc", *FLAGS, *sorted(SOURCES.glob("*.c")), "-o", out / NAME]
        arguments = [str(part) for part in command]
        run = subprocess.run(
            arguments, env={**os.environ, **cache}, capture_output=True, text=True, check=False
        )
        if run.returncode != 0:
            raise SystemExit(f"The pixel work could not be compiled:\n{run.stderr[-4000:]}")
