"""No two rehearsals run quite the same functions, but all lead to the same hot half."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from build_steps import chromium, runtime, site
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


def test_another_rehearsal_leads_to_the_same_runtime(
    cache_without: CacheWithout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second sign-in, rehearsed in a browser, finds no function hot that the build's did not, nor fewer."""
    browser = Path(os.environ.get("HARMONY_CHROMIUM") or shutil.which("chromium") or "chromium")
    monkeypatch.setattr(chromium, "find", lambda: browser)
    parts = site.parts()
    stage = site.stage(parts)
    first = runtime.build(parts.wheels, "split", stage)
    home = cache_without("runtime-rehearsal")
    second = runtime.build(parts.wheels, "split", stage)
    assert len(list((home / "runtime-rehearsal").glob("*/names.txt"))) == 1, "it did not succeed"
    assert second.kind == first.kind == "split"
    assert {path.resolve() for path in second.files.values()} == {
        path.resolve() for path in first.files.values()
    }
