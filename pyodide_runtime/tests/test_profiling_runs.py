"""No two rehearsals run quite the same functions: a busy machine runs some that a quiet one does not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from build_steps import chromium, runtime
from build_steps.runtime import hot
from tests.runtime.conftest import CacheWithout

BASE = runtime.Runtime("slim", {}, {}, ())


def never(_: object, __: object = None) -> runtime.Runtime:
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
    stage = runtime.Stage((), never)
    assert hot.names(BASE, stage, never) == kept | added
    assert next(rehearsals, None) is None
    assert hot.names(BASE, stage, never) == kept | added
