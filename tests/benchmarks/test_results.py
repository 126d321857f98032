"""Figures: their middle and spread, their JSON, and that they come back as they went."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.results import Results, Row, interval, machine, percentile
from tests.benchmarks import schema


def test_a_row_of_values() -> None:
    """The middle, the ends and the number of runs; four digits of each."""
    row = Row.of("ours", "cold", "usable", "ms", [300.123456, 100, 200.98765])
    assert (row.median, row.min, row.max, row.runs) == (201.0, 100.0, 300.1, 3)


def test_nothing_measured_is_no_figure() -> None:
    """A row of no values is refused instead of written as zero."""
    with pytest.raises(ValueError, match="nothing was measured of usable"):
        Row.of("ours", "cold", "usable", "ms", [])
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 95)


def test_percentiles() -> None:
    """As numpy's default has them: between neighbours linearly."""
    assert percentile([4, 1, 3, 2], 50) == 2.5
    assert percentile(list(range(101)), 95) == 95
    assert percentile([7], 95) == 7


def test_the_interval_of_a_share() -> None:
    """Wilson's interval: known values, inside 0 and 1 at the ends, narrower with more tries."""
    assert interval(0.5, 100) == pytest.approx((0.4038, 0.5962), abs=1e-3)
    assert interval(1, 10) == pytest.approx((0.7225, 1), abs=1e-3)
    assert interval(0, 10)[0] == 0
    low, high = interval(0.9, 1000)
    assert high - low < 0.04


def test_written_results_come_back(tmp_path: Path) -> None:
    """JSON as published, and the same results when read again."""
    results = Results("scan", "a machine")
    results.rows += [Row.of("ours", "cold", "usable", "ms", [1, 2]), Row.of_share("ours", "a", "b", 0.25, 8)]
    results.ratio("twice", 2.00004)
    schema.check(results)
    results.write(tmp_path / "sub" / "out.json")
    assert Results.read(tmp_path / "sub" / "out.json") == results
    assert [path.name for path in (tmp_path / "sub").iterdir()] == ["out.json"]
    assert results.find("ours", "cold", "usable").median == 1.5
    with pytest.raises(KeyError):
        results.find("ours", "cold", "ready")


def test_tables_hold_every_figure() -> None:
    """What is printed names every row and ratio."""
    results = Results("scan", "a machine")
    results.rows.append(Row.of("ours", "cold", "usable", "ms", [123]))
    results.ratio("twice", 2)
    out = StringIO()
    results.show(Console(file=out, width=120))
    for words in ("ours", "cold", "usable", "123 ms", "twice", "a machine"):
        assert words in out.getvalue()


def test_the_machine_is_described_not_named() -> None:
    """Processor, cores, memory: what figures depend on."""
    assert "cores" in machine()
    assert "Python" in machine()
