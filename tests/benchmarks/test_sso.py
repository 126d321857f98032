"""The bench of signing in to apps: a quick run of both, and the rival's other store."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import docs
from benchmarks.server import load
from benchmarks.server.contenders import OURS, RIVAL
from benchmarks.server.run import POSTGRESQL
from benchmarks.sso import run
from build_steps import npm, postgresql
from tests.benchmarks import schema


@pytest.mark.skipif(postgresql.find() is None, reason="the bench compares the engines: needs PostgreSQL")
def test_a_quick_run_completes_every_flow() -> None:
    """Ours and the rival complete each flow, and the page's tables follow."""
    extent = run.Extent(24, workers=(1,), rounds=1, students=40, warm_up=8, sessions=8, engines=(POSTGRESQL,))
    results = run.measure(extent)
    schema.check(results)
    assert [row for row in results.rows if row.metric == "not served" and row.median] == []
    assert {row.what for row in results.rows} == {OURS, RIVAL}
    assert "| code flow, PostgreSQL, 1 worker | oidc-provider |" in docs.tables(results)


def test_the_rival_keeps_in_sqlite_by_several_processes(tmp_path: Path) -> None:
    """What one process of it began another goes on with."""
    npm.ensure()
    with run.rival(str(tmp_path / "rival.db"), workers=2, sessions=8) as running:
        done = load.put(running.port, running.scenarios[run.FLOW], at_once=4, turns=24)
    assert done.statuses == {200: 24}
