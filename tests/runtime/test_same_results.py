"""What runs on stock Pyodide runs the same on the small ones."""

from __future__ import annotations

import json
import sysconfig
from pathlib import Path

import pytest

from build_steps.paths import ROOT
from tests.runtime.conftest import RunIn

HERE = Path(__file__).parent
SMALL = ("slim", "split")


@pytest.fixture(scope="session")
def results(run_in: RunIn) -> dict[str, dict[str, object]]:
    """What the workload gives on each kind of runtime."""
    return {kind: json.loads(run_in(kind, HERE / "workload.py")) for kind in ("stock", *SMALL)}


def test_the_workload_succeeds_on_stock(results: dict[str, dict[str, object]]) -> None:
    """No case fails on stock Pyodide, or comparing would say little."""
    assert len(results["stock"]) >= 11
    assert [name for name, value in results["stock"].items() if not isinstance(value, list)] == []


@pytest.mark.parametrize("kind", SMALL)
def test_the_workload_gives_the_same(results: dict[str, dict[str, object]], kind: str) -> None:
    """Dates, JSON, patterns, numbers, Unicode, codecs, digests, tasks, tracebacks, JavaScript."""
    for name, value in results["stock"].items():
        assert results[kind][name] == value, name


@pytest.mark.parametrize("kind", ["stock", *SMALL])
def test_the_domains_own_suite_passes(run_in: RunIn, kind: str) -> None:
    """The unit tests of `harmony` that need nothing native pass inside each kind of runtime."""
    mounts = {
        "packages": Path(sysconfig.get_path("purelib")),
        "repo/py": ROOT / "py",
        "repo/tests": ROOT / "tests",
        "repo/web": ROOT / "web",
    }
    report = json.loads(run_in(kind, HERE / "suite.py", **mounts))
    assert report["failed"] == []
    assert report["code"] == 0
    assert report["passed"] >= 300
