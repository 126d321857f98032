"""The plots of docs/performance.md: the same results give the same SVG, byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.results import Results, Row
from benchmarks.startup.visits import OFFLINE

OURS_COLOUR = "#1c9a8f"
MILESTONE_COLOURS = ("#ffc233", "#4a9fdb", "#1c9a8f")
OTHERS = ("#f0604a", "#4a9fdb", "#8a6bbf", "#b08900", "#7f9799", "#10333a")
STYLE: dict[Any, Any] = {
    "svg.hashsalt": "harmony",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#3c5a60",
    "text.color": "#10333a",
}


def startup(results: Results, path: Path) -> None:
    """Time to each milestone, and the bytes on the way, of the first and the second visit to each place."""
    cases = [case for case in dict.fromkeys(row.case for row in results.rows) if not case.endswith(OFFLINE)]
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9, 2.8 * len(cases)), layout="constrained")
        for place, case in zip(figure.subplots(len(cases), 2, squeeze=False), cases, strict=True):
            names = _names(results, case)
            _milestones(place[0], results, case, names)
            if case == cases[0]:
                place[0].legend(frameon=False, fontsize=8)
            _bytes(place[1], results, case, names)
        _save(figure, path)


def scan(results: Results, path: Path) -> None:
    """Scan attempts read within ten frames against the code's size, for each decoder."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9, 4), layout="constrained")
        left, right = figure.subplots(1, 2, sharey=True)
        for place, suite in ((left, "guided"), (right, "mixed")):
            _curves(place, results, suite)
        left.set_ylabel("read within 10 frames, %")
        right.legend(frameon=False, fontsize=8)
        _save(figure, path)


def _names(results: Results, case: str) -> list[str]:
    return list(dict.fromkeys(row.what for row in results.rows if row.case == case))[::-1]


def _milestones(place: Axes, results: Results, case: str, names: Sequence[str]) -> None:
    milestones = ("usable", "first frame looked at", "scanner ready")
    for at, (milestone, colour) in enumerate(zip(milestones, MILESTONE_COLOURS, strict=True)):
        rows = [results.find(name, case, milestone) for name in names]
        heights = [index + 0.26 * (1 - at) for index in range(len(names))]
        place.barh(heights, [row.median for row in rows], 0.24, label=milestone, color=colour)
        for height, row in zip(heights, rows, strict=True):
            place.plot([row.min, row.max], [height, height], color="#10333a", linewidth=1)
    place.set_yticks(range(len(names)), names)
    place.set_xlabel(f"{case}: seconds")


def _bytes(place: Axes, results: Results, case: str, names: Sequence[str]) -> None:
    rows = [results.find(name, case, "travelled until the scanner was ready") for name in names]
    bars = place.barh(range(len(names)), [row.median for row in rows], 0.5, color="#5f8083")
    place.bar_label(bars, [f"{row.median:,.0f}" for row in rows], padding=3, fontsize=8)
    place.set_yticks(range(len(names)), [])
    place.set_xlabel(f"{case}: KB until the scanner is ready")
    place.set_xlim(0, max(10, 1.15 * max(row.median for row in rows)))


def _curves(place: Axes, results: Results, suite: str) -> None:
    metric = "read within 10 frames"
    rows = [row for row in results.rows if row.case.startswith(f"{suite} ") and row.metric == metric]
    others = iter(OTHERS)
    for name in dict.fromkeys(row.what for row in rows):
        own = [row for row in rows if row.what == name]
        ours = name == "ours"
        place.plot(
            [_size(row) for row in own],
            [row.median for row in own],
            marker="o",
            markersize=4,
            linewidth=2.6 if ours else 1.3,
            color=OURS_COLOUR if ours else next(others),
            label=name,
            zorder=3 if ours else 2,
        )
    place.set_title(suite)
    place.set_xlabel("height of the code over that of the frame, %")
    place.set_ylim(0, 103)


def _size(row: Row) -> float:
    return float(row.case.split()[-1].rstrip("%"))


def _save(figure: Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line.rstrip() for line in lines) + "\n", "utf-8")
