"""What a bench found: rows and ratios, as JSON for programs and as tables for people."""

from __future__ import annotations

import json
import math
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

CONFIDENCE = 1.96
"""Standard deviations on either side that hold 95 % of a normal distribution."""


@dataclass(frozen=True)
class Row:
    """One figure. For a share in percent `min` and `max` are the ends of its 95 % interval."""

    what: str
    """What was measured: ours, or the name of a rival."""
    case: str
    metric: str
    unit: str
    median: float
    min: float
    max: float
    runs: int

    @classmethod
    def of(cls, what: str, case: str, metric: str, unit: str, values: Sequence[float]) -> Row:
        """The row of repeated measurements; raises ValueError if there are none."""
        if not values:
            raise ValueError(f"{what}, {case}: nothing was measured of {metric}")
        middle = statistics.median(values)
        return cls(
            what, case, metric, unit, _short(middle), _short(min(values)), _short(max(values)), len(values)
        )

    @classmethod
    def of_share(cls, what: str, case: str, metric: str, share: float, runs: int) -> Row:
        """The row of a share (0 to 1) of `runs` tries."""
        low, high = interval(share, runs)
        return cls(what, case, metric, "%", _short(100 * share), _short(100 * low), _short(100 * high), runs)


@dataclass
class Results:
    """All that one bench found."""

    bench: str
    machine: str = field(default_factory=lambda: machine())  # noqa: PLW0108  defined below
    rows: list[Row] = field(default_factory=list)
    ratios: dict[str, float] = field(default_factory=dict)

    def ratio(self, name: str, value: float) -> None:
        """Note a ratio between two rows."""
        self.ratios[name] = _short(value)

    def find(self, what: str, case: str, metric: str) -> Row:
        """One row; raises KeyError if it was not measured."""
        for row in self.rows:
            if (row.what, row.case, row.metric) == (what, case, metric):
                return row
        raise KeyError(f"{what}, {case}, {metric}")

    def text(self) -> str:
        """The JSON document."""
        return json.dumps(asdict(self), indent=1) + "\n"

    def write(self, path: Path) -> None:
        """Write the JSON document, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.new")
        fresh.write_text(self.text(), "utf-8")
        fresh.replace(path)

    @classmethod
    def read(cls, path: Path) -> Results:
        """Results that were written before."""
        document = json.loads(path.read_text("utf-8"))
        return cls(**document | {"rows": [Row(**row) for row in document["rows"]]})

    def show(self, console: Console) -> None:
        """Print the rows and ratios as tables."""
        table = Table("what", "case", "metric", *_right("median", "min", "max", "runs"), title=self.bench)
        for row in self.rows:
            values = (f"{value:g} {row.unit}" for value in (row.median, row.min, row.max))
            table.add_row(row.what, row.case, row.metric, *values, str(row.runs))
        console.print(table)
        ratios = Table("ratio", *_right("value"))
        for name, value in self.ratios.items():
            ratios.add_row(name, f"{value:g}")
        if self.ratios:
            console.print(ratios)
        console.print(self.machine)


def _right(*names: str) -> list[Column]:
    return [Column(name, justify="right") for name in names]


def interval(share: float, runs: int) -> tuple[float, float]:
    """Where the true share lies with 95 % confidence (Wilson's score interval), from 0 to 1."""
    if runs == 0:
        return 0.0, 1.0
    z2 = CONFIDENCE**2
    middle = (share + z2 / (2 * runs)) / (1 + z2 / runs)
    spread = CONFIDENCE / (1 + z2 / runs) * math.sqrt(share * (1 - share) / runs + z2 / (4 * runs**2))
    return max(0.0, middle - spread), min(1.0, middle + spread)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value under which so many percent of all lie, between its neighbours linearly."""
    if not values:
        raise ValueError("a percentile of nothing")
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def machine() -> str:
    """Processor, cores, memory and systems in a line; no name of the machine itself."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else 0
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} "
        f"{platform.release().split('-')[0]}, Python {platform.python_version()}"
    )


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    lines = about.read_text("utf-8").splitlines() if about.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _short(value: float) -> float:
    """Four significant digits: more would promise what no clock keeps."""
    return float(f"{value:.4g}")
