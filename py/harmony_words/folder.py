"""Where the texts lie: beside this package once it is installed, else in the project's tree."""

from __future__ import annotations

from pathlib import Path

_INSTALLED = Path(__file__).parent / "texts"

FOLDER = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[2] / "web" / "words"
