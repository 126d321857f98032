"""The two engines a district may keep what it knows on."""

from __future__ import annotations

import pytest

ENGINES = ("sqlite", "postgresql")

on_both_engines = pytest.mark.parametrize("engine", ENGINES)
"""Runs a module's tests (`pytestmark`), or one, on each."""
