"""Processor time of a process and all it started, from /proc: unlike wall time it stands still under load."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")
TICKS_A_S = os.sysconf("SC_CLK_TCK")


def seconds(pid: int) -> float:
    """User and system time of a process, of its living descendants, and of the children it has outlived."""
    parents, times = {}, {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (fields := _fields(entry)):
            # proc(5): ppid is the 4th field, utime, stime, cutime, cstime the 14th to 17th.
            parents[int(entry.name)] = int(fields[1])
            times[int(entry.name)] = sum(map(int, fields[11:15])) / TICKS_A_S
    wanted = {pid}
    while more := {child for child, parent in parents.items() if parent in wanted} - wanted:
        wanted |= more
    return sum(times.get(each, 0) for each in wanted)


def _fields(entry: Path) -> list[str]:
    """What stands behind the name, which may hold spaces and brackets; nothing of a process that is gone."""
    try:
        return (entry / "stat").read_text("latin-1").rpartition(")")[2].split()
    except OSError:
        return []
