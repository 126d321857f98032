"""A shim for `asyncio.unix_events`, whose loops wait for files: a browser's loop is Pyodide's."""

from __future__ import annotations

from asyncio import events
from typing import Any

__all__ = ()

_Base: Any = getattr(events, "_BaseDefaultEventLoopPolicy")  # noqa: B009  private, and only there in 3.14


class _DefaultEventLoopPolicy(_Base):  # type: ignore[misc]
    """What Pyodide derives its own policy from."""
