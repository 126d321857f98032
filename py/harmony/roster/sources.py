"""Sources of rosters: the names under which a district keeps apart what different systems call people."""

from __future__ import annotations

import re

DEFAULT_SOURCE = "sis"
"""The first source of a district that names none: its student information system."""

_NAME = re.compile(r"[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?")


def source_name(text: str) -> str:
    """A source's name; raises ValueError, with what it must be, for what is none."""
    if not _NAME.fullmatch(text):
        raise ValueError("must be 1 to 64 small letters, digits, dots, hyphens and underscores")
    return text
