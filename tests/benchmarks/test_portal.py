"""The server that benches hold badges before."""

from __future__ import annotations

from pathlib import Path

from benchmarks.portal import Portal
from build_steps import site


def test_the_same_badges_in_every_run(tmp_path: Path) -> None:
    """Key and badges follow from a seed, so that two runs hold up the same codes, no two of them alike."""
    first, second = ([*Portal(tmp_path / name, site.ensure()).holders(6).values()] for name in "ab")
    assert first == second
    assert len({token.jwt for token in first}) == len(first) == 6
