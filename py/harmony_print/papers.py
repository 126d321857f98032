"""The papers that sheets are printed on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Paper:
    """A paper, held upright, in millimetres."""

    name: str
    width: float
    height: float


LETTER = Paper("letter", 215.9, 279.4)
A4 = Paper("a4", 210.0, 297.0)
PAPERS: Mapping[str, Paper] = MappingProxyType({paper.name: paper for paper in (LETTER, A4)})
