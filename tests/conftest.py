"""What tests of every kind share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from build_steps import site

pytest.register_assert_rewrite("tests.browser", "tests.server", "tests.relying_parties")
"""What tests share tells both sides of what failed, as tests do."""


settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
"""A busy machine is no fault of what is tested."""


def pytest_configure(config: pytest.Config) -> None:
    """Several at a time (`-n`): build before they begin, or each would."""
    if config.getoption("numprocesses", None):
        site.ensure()


@pytest.fixture(scope="session")
def dist() -> Path:
    """The built site, brought up to date with its sources first."""
    return site.ensure()
