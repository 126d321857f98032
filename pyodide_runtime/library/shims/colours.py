"""A shim for `_colorize`: there are no colours where nobody has a terminal."""

from __future__ import annotations


class _Plain:
    """A theme, a part of one, and the colour of a part: no letters at all."""

    def __getattr__(self, name: str) -> _Plain:
        return self

    def __str__(self) -> str:
        return ""

    def __add__(self, text: object) -> str:
        return str(text)

    __radd__ = __add__


def can_colorize(**_: object) -> bool:
    """No."""
    return False


def get_theme(**_: object) -> _Plain:
    """The one theme."""
    return _Plain()
