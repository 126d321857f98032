"""docs/performance.md: its tables and plots, made of a bench's results."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks import plots
from benchmarks.results import Results, Row
from benchmarks.scan.success import WITHIN, ahead
from benchmarks.server.beside import MARK
from build_steps.paths import ROOT

PAGE = ROOT / "docs" / "performance.md"
IMAGES = ROOT / "docs" / "images"


def update(results: Results) -> None:
    """Put a bench's tables and plot in place of those that stood there."""
    written = f"Measured on: {results.machine}.\n\n{tables(results)}\n{_ratios(results)}"
    text = PAGE.read_text("utf-8")
    mark = f"<!-- {results.bench}: written by the bench -->"
    found = re.compile(rf"({re.escape(mark)}\n).*?(<!-- end of {results.bench} -->)", re.DOTALL)
    if not found.search(text):
        raise SystemExit(f"{PAGE.name} has no place for {results.bench}: {mark} … is missing.")
    PAGE.write_text(found.sub(lambda place: f"{place[1]}\n{written}\n{place[2]}", text), "utf-8")
    if plot := _PLOTS.get(results.bench):
        plot(results, IMAGES / f"{results.bench}.svg")


def tables(results: Results) -> str:
    """A bench's tables."""
    return _TABLES[results.bench](results)


def _startup(results: Results) -> str:
    cases = dict.fromkeys(row.case for row in results.rows)
    return "\n".join(_startup_case(results, case) for case in cases)


def _startup_case(results: Results, case: str) -> str:
    rows = [row for row in results.rows if row.case == case]
    metrics = list(dict.fromkeys(row.metric for row in rows))
    lines = [
        [row.what, *(_spread(results.find(row.what, case, metric)) for metric in metrics)]
        for row in rows
        if row.metric == metrics[0]
    ]
    return _table(f"**{case.capitalize()}**", ["page", *metrics], lines)


def _scan(results: Results) -> str:
    suites = ("guided", "mixed", "hard")
    success = (_success(results, suite) for suite in suites)
    return "\n".join([*success, _ahead(results), _times(results), _wrong(results)])


def _success(results: Results, suite: str) -> str:
    rows = [row for row in results.rows if row.case.startswith(f"{suite} ") and row.metric.startswith("read")]
    cases = list(dict.fromkeys(row.case for row in rows))
    metrics = list(dict.fromkeys(row.metric for row in rows))
    lines = [
        [name, *(_shares(results, name, case, metrics) for case in cases)]
        for name in dict.fromkeys(row.what for row in rows)
    ]
    heads = [f"{case.split()[-1]} ({results.find('ours', case, metrics[0]).runs})" for case in cases]
    within = " / ".join(metric.split()[2] for metric in metrics)
    return _table(f"**{suite.capitalize()}**, % read within {within} frames, by size", ["", *heads], lines)


def _ahead(results: Results) -> str:
    """How far we are ahead, suite by suite, on the scan attempts that all have seen."""
    cases = [row.case for row in results.rows if row.unit == "points"]
    suites, sizes = (dict.fromkeys(case.split()[place] for case in cases) for place in (0, 1))
    metrics = [ahead(within) for within in WITHIN]
    lines = [
        [suite, *(_shares(results, "ours", f"{suite} {size}", metrics) for size in sizes)] for suite in suites
    ]
    within = " / ".join(str(frames) for frames in WITHIN)
    title = f"**Ahead of the best of the others**, in points, within {within} frames, on the same attempts"
    return _table(title, ["", *sizes], lines)


def _shares(results: Results, name: str, case: str, metrics: Sequence[str]) -> str:
    return " / ".join(f"{results.find(name, case, metric).median:g}" for metric in metrics)


def _times(results: Results) -> str:
    rows = [row for row in results.rows if row.unit == "ms"]
    lines = [[row.what, row.case, row.metric, _spread(row)] for row in rows]
    return _table("**Times**", ["", "case", "metric", "median (min to max)"], lines)


def _wrong(results: Results) -> str:
    rows = [row for row in results.rows if row.case == "wrong cards" or row.metric == "wrong reads"]
    lines = [[row.what, row.case, row.metric, f"{row.median:g} of {row.runs}"] for row in rows]
    return _table("**What was read wrong**", ["", "case", "metric", "frames"], lines)


def _server(results: Results) -> str:
    alone = [row for row in results.rows if MARK not in row.case]
    beside = [row for row in results.rows if MARK in row.case]
    loads = _by_metric("**Loads**", alone, sorted(alone, key=lambda row: (row.case, row.what)))
    return "\n".join([loads, _by_metric("**A badge beside heavy work**", beside, beside)])


def _sso(results: Results) -> str:
    return _by_metric("**Flows**", results.rows, results.rows)


def _roster(results: Results) -> str:
    return _by_metric("**Imports**", results.rows, results.rows)


def _console(results: Results) -> str:
    beside = [row for row in results.rows if row.case in ("cold", "warm")]
    alone = [row for row in results.rows if row not in beside]
    tables = [_by_metric("**The console's Python**", beside, beside)]
    if alone:
        tables.append(_by_metric("**What is waited for**", alone, alone))
    return "\n".join(tables)


def _by_metric(title: str, rows: Sequence[Row], ordered: Sequence[Row]) -> str:
    """A line for each case and whose it is, a column for each metric."""
    medians = {(row.case, row.what, row.metric): row.median for row in rows}
    metrics = {row.metric: f"{row.metric}, {row.unit}" if row.unit else row.metric for row in rows}
    lines = [
        [*whose, *(f"{medians[*whose, metric]:g}" for metric in metrics)]
        for whose in dict.fromkeys((row.case, row.what) for row in ordered)
    ]
    return _table(title, ["", "", *metrics.values()], lines)


def _ratios(results: Results) -> str:
    lines = [[name, f"{value:g}"] for name, value in results.ratios.items()]
    return _table("**Ratios**", ["", ""], lines)


def _spread(row: Row) -> str:
    if row.min == row.max:
        return f"{row.median:g} {row.unit}".strip()
    return f"{row.median:g} {row.unit} ({row.min:g} to {row.max:g})"


def _table(title: str, heads: Iterable[str], lines: Iterable[Sequence[str]]) -> str:
    head = list(heads)
    rows = [head, ["---"] * len(head), *lines]
    return f"{title}\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


_TABLES: dict[str, Callable[[Results], str]] = {
    "scan": _scan,
    "startup": _startup,
    "server": _server,
    "sso": _sso,
    "roster": _roster,
    "console": _console,
}
_PLOTS: dict[str, Callable[[Results, Path], None]] = {"scan": plots.scan, "startup": plots.startup}
