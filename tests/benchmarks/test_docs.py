"""The page of figures: tables and plots follow from results alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import docs, plots
from benchmarks.results import Results, Row
from benchmarks.scan import success
from benchmarks.scan.success import WITHIN, ahead, metric
from benchmarks.startup.visits import COLD, OFFLINE, SECOND, case

PAGE = "Before\n<!-- {0}: written by the bench -->\nYESTERDAY\n<!-- end of {0} -->\nAfter\n"


def scan_results() -> Results:
    """A few rows as the scan bench gives them."""
    results = Results("scan", "a machine")
    for suite in ("guided", "mixed", "hard"):
        for what, share in (("ours", 0.9), ("jsqr", 0.5)):
            for size in (0.2, 0.35):
                results.rows += [
                    Row.of_share(what, success.case(suite, size), metric(within), share, 10)
                    for within in WITHIN
                ]
        for size in (0.2, 0.35):
            results.rows += [
                Row.of("ours", success.case(suite, size), ahead(within), "points", [40]) for within in WITHIN
            ]
    results.rows.append(Row.of("ours", "CPU x1", "ms per frame, p50", "ms", [3, 4, 5]))
    results.ratio("ahead", 40)
    return results


def startup_results() -> Results:
    """A few rows as the startup bench gives them; one page does not open in one case."""
    results = Results("startup", "a machine")
    metrics = ("usable", "first frame looked at", "scanner ready", "travelled until the scanner was ready")
    for what, visits in (
        ("ours, split", (COLD, SECOND, OFFLINE)),
        ("PyScript", (COLD, SECOND)),
    ):
        for where in (case(place, visit) for place in ("at home", "at school") for visit in visits):
            results.rows += [Row.of(what, where, each, "s", [1, 2, 4]) for each in metrics]
    return results


def console_results() -> Results:
    """A few rows as the console bench gives them."""
    results = Results("console", "a machine")
    for what, seconds in (("ours", 2), ("stock PyScript", 6)):
        results.rows += [Row.of(what, case, "processor", "s", [seconds]) for case in ("cold", "warm")]
    results.ratio("processor time warm, ours by stock", 1 / 3)
    return results


@pytest.mark.parametrize(
    ("results", "told"),
    [
        (console_results(), ["| warm | ours | 2 |", "processor time warm, ours by stock"]),
        (scan_results(), ["90 / 90 / 90 / 90", "| hard | 40 / 40 / 40 / 40 |"]),
        (startup_results(), ["2 s (1 to 4)", "**At home, cold**", "**At school, second visit, offline**"]),
    ],
    ids=["console", "scan", "startup"],
)
def test_tables_take_the_place_of_the_old(
    results: Results, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stood there goes, the rest of the page stays, and a second time changes nothing."""
    page = tmp_path / "performance.md"
    page.write_text(PAGE.format(results.bench), "utf-8")
    monkeypatch.setattr(docs, "PAGE", page)
    monkeypatch.setattr(docs, "IMAGES", tmp_path / "images")
    docs.update(results)
    text = page.read_text("utf-8")
    assert text.startswith("Before\n")
    assert text.endswith("After\n")
    assert "YESTERDAY" not in text
    assert "a machine" in text
    assert all(words in text for words in told)
    docs.update(results)
    assert page.read_text("utf-8") == text


def test_plots_are_the_same_each_time(tmp_path: Path) -> None:
    """The same results give the same bytes: no date, no random ids."""
    for plot, results in ((plots.scan, scan_results()), (plots.startup, startup_results())):
        files = [tmp_path / "one.svg", tmp_path / "two.svg"]
        for file in files:
            plot(results, file)
        assert files[0].read_bytes() == files[1].read_bytes()
        assert "<svg" in files[0].read_text("utf-8")


def test_a_page_without_a_place_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written where the marks are missing."""
    page = tmp_path / "performance.md"
    page.write_text("no marks\n", "utf-8")
    monkeypatch.setattr(docs, "PAGE", page)
    with pytest.raises(SystemExit, match="no place for scan"):
        docs.update(scan_results())
    assert page.read_text("utf-8") == "no marks\n"


def test_the_page_has_a_place_for_each_bench() -> None:
    """docs/performance.md holds the marks of both."""
    for bench in ("scan", "startup"):
        assert f"<!-- {bench}: written by the bench -->" in docs.PAGE.read_text("utf-8")
