"""Processor time of the browsers that a bench has started."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def processor_s() -> float:
    """Processor time of all browsers' processes that descend from this one."""
    return sum(_times()) / os.sysconf("SC_CLK_TCK")


def _times() -> Iterator[int]:
    parents, times = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
            parents[int(folder.name)] = int(fields[1])
            if b"--type=" in (folder / "cmdline").read_bytes():
                times[int(folder.name)] = int(fields[11]) + int(fields[12])
    for process, used in times.items():
        at = process
        while at := parents.get(at, 0):
            if at == os.getpid():
                yield used
                break
