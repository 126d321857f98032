"""Two profiling runs never call the same functions: a busy machine calls some that a quiet one does not."""

from __future__ import annotations

import pytest

from pyodide_runtime.distribution import PINNED
from pyodide_runtime.profile.hot_functions import CACHED, Profiler, hot_functions, read_record
from pyodide_runtime.tests.conftest import CacheWithout


@pytest.mark.parametrize(
    ("seen", "added"),
    [
        ([{"often", "once"}, {"often", "later"}], {"often"}),
        ([{"once"}, set[str]()], set()),
        ([set[str]()], set()),
    ],
)
def test_what_runs_once_is_chance(cache_without: CacheWithout, seen: list[set[str]], added: set[str]) -> None:
    """Only what runs in one run and again in the next is added; which of the recorded ran does not matter."""
    cache = cache_without(CACHED)
    recorded = read_record()
    runs = iter([{*sorted(recorded)[number:], *names} for number, names in enumerate(seen)])
    profiler = Profiler(run=lambda: next(runs), inputs=())
    assert hot_functions(PINNED, profiler, cache) == recorded | added
    assert next(runs, None) is None
    assert hot_functions(PINNED, profiler, cache) == recorded | added
