"""No two rehearsals run quite the same functions: a busy machine runs some that a quiet one does not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import pyodide_runtime
from build_steps import chromium
from pyodide_runtime import hot
from pyodide_runtime.tests.conftest import CacheWithout

BASE = pyodide_runtime.Runtime("slim", {}, {}, ())


def never(_: object, __: object = None) -> pyodide_runtime.Runtime:
    """No site is written, and no function watched."""
    raise AssertionError


@pytest.mark.parametrize(
    ("seen", "added"),
    [
        ([{"often", "once"}, {"often", "later"}], {"often"}),
        ([{"once"}, set[str]()], set()),
        ([set[str]()], set()),
    ],
)
def test_what_runs_once_is_chance(
    cache_without: CacheWithout, monkeypatch: pytest.MonkeyPatch, seen: list[set[str]], added: set[str]
) -> None:
    """Only what runs in a rehearsal and again in the next is added; which of the kept ran does not matter."""
    cache_without("runtime-rehearsal")
    kept = hot.read_kept()
    rehearsals = iter([{*sorted(kept)[number:], *names} for number, names in enumerate(seen)])
    monkeypatch.setattr(hot, "rehearse", lambda *_: next(rehearsals))
    monkeypatch.setattr(chromium, "find", lambda: Path(sys.executable))
    stage = pyodide_runtime.Stage((), never)
    assert hot.names(BASE, stage, never) == kept | added
    assert next(rehearsals, None) is None
    assert hot.names(BASE, stage, never) == kept | added
