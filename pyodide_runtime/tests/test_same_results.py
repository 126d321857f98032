"""What runs on stock Pyodide runs the same on the small ones."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TypedDict

import pytest

from build_steps import wheels
from build_steps.paths import ROOT
from pyodide_runtime.tests.conftest import RunIn
from pyodide_runtime.tests.in_pyodide.left_out import HOSTS_OWN, LEFT_OUT

PROGRAMS = Path(__file__).with_name("in_pyodide")
UNIT = ROOT / "tests" / "unit"
DERIVED = ("slim", "split")
"""The kinds that have to run everything as stock does."""


class Suite(TypedDict):
    """What suite.py says."""

    code: int
    ends: dict[str, str]
    """How each test ended, by its name."""
    words: dict[str, str]
    """What those say that did not pass."""


@pytest.fixture(scope="session")
def results(run_in: RunIn) -> dict[str, dict[str, object]]:
    """What the workload gives on each kind of runtime."""
    return {
        kind: json.loads(run_in(kind, PROGRAMS / "workload.py", in_pyodide=PROGRAMS))
        for kind in ("stock", *DERIVED)
    }


def test_the_workload_succeeds_on_stock(results: dict[str, dict[str, object]]) -> None:
    """No case fails on stock Pyodide, or comparing would say little."""
    assert len(results["stock"]) >= 11
    assert [name for name, value in results["stock"].items() if not isinstance(value, list)] == []


@pytest.mark.parametrize("kind", DERIVED)
def test_the_workload_gives_the_same(results: dict[str, dict[str, object]], kind: str) -> None:
    """Dates, JSON, patterns, numbers, Unicode, codecs, digests, tasks, tracebacks, JavaScript."""
    for name, value in results["stock"].items():
        assert results[kind][name] == value, name


@pytest.fixture(scope="session")
def suites(run_in: RunIn, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Suite]:
    """How the unit tests end in each kind of runtime."""
    decoder = tmp_path_factory.mktemp("wheels")
    (wheel,) = [one for one in wheels.build() if one.name.startswith("zxing_cpp-")]
    (decoder / wheel.name).symlink_to(wheel)
    mounts = {
        "wheels": decoder,
        "packages": Path(sysconfig.get_path("purelib")),
        "in_pyodide": PROGRAMS,
        "repo/py": ROOT / "py",
        "repo/tests": ROOT / "tests",
        "repo/web": ROOT / "web",
    }
    return {kind: json.loads(run_in(kind, PROGRAMS / "suite.py", **mounts)) for kind in ("stock", *DERIVED)}


def test_the_domains_own_suite_passes_on_stock(suites: dict[str, Suite]) -> None:
    """Every unit test of the domain that is collected here passes in Pyodide, with none skipped."""
    assert suites["stock"]["words"] == {}
    assert suites["stock"]["ends"] == dict.fromkeys(collected(), "passed")


@pytest.mark.parametrize("kind", DERIVED)
def test_the_domains_own_suite_ends_the_same(suites: dict[str, Suite], kind: str) -> None:
    """The same tests run, by name, and each ends as it does on stock."""
    assert suites[kind] == suites["stock"]


def test_nothing_of_the_domain_is_left_out() -> None:
    """A file stays out only by name, and only if it is about what no page does."""
    for name in LEFT_OUT:
        text = (UNIT / name).read_text("utf-8")
        assert re.search(rf"^from (?:{'|'.join(HOSTS_OWN)})\b", text, re.MULTILINE), name


def collected() -> list[str]:
    """The names of the tests in all files that are not left out, as pytest finds them on this machine."""
    files = [path for path in sorted(UNIT.glob("test_*.py")) if path.name not in LEFT_OUT]
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "--noconftest", *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if "::" in line]
