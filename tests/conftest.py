"""What tests of every kind share."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_steps import site


@pytest.fixture(scope="session")
def dist() -> Path:
    """The built site, brought up to date with its sources first."""
    return site.ensure()
