"""The contract, on PyPI's zxing-cpp and on our wheel inside Pyodide."""

from __future__ import annotations

from typing import Any

import pytest

from tests.wheel import contract, own_ways
from tests.wheel.claims import checks_of
from tests.wheel.drawing import Symbols

CHECKS = sorted(contract.checks())


@pytest.mark.parametrize("name", CHECKS)
def test_pypi(name: str, contract_symbols: Symbols) -> None:
    """PyPI's module keeps the contract, so the contract says what PyPI's module does."""
    contract.checks()[name](contract_symbols)


@pytest.mark.parametrize("name", CHECKS)
def test_wheel(name: str, pyodide_report: dict[str, Any]) -> None:
    """The wheel, in Pyodide, keeps it too."""
    assert pyodide_report["contract"][name] is None


@pytest.mark.parametrize("name", sorted(checks_of(own_ways)))
def test_own_ways(name: str, pyodide_report: dict[str, Any]) -> None:
    """Where the wheel differs from PyPI's module, it does so on purpose."""
    assert pyodide_report["own"][name] is None
