"""What a diagram is made of: regions, boxes, arrows.

Lengths are the diagram's own units, about a pixel each; y points down.
"""

from __future__ import annotations

from dataclasses import dataclass

Rectangle = tuple[float, float, float, float]
"""Left, top, width, height."""


class Illegible(ValueError):
    """A text that does not fit where the description puts it."""


@dataclass(frozen=True)
class Region:
    """A place where things run, behind the boxes in it."""

    title: str
    at: Rectangle


@dataclass(frozen=True)
class Box:
    """A part: what it is, the folders it stands in, what it does in a line or three."""

    id: str
    title: str
    kind: str
    at: Rectangle
    folders: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arrow:
    """What passes from one box to another; `both` when it passes back the same way."""

    start: tuple[str, str, float]
    """A box's id, one of its sides, and how far along that side."""
    end: tuple[str, str, float]
    says: tuple[str, ...]
    both: bool = False
    via: float | None = None
    """Where a path of three parts has its middle one."""
    beside: str = "right"
    """On which side of an upright line the words stand."""


@dataclass(frozen=True)
class Diagram:
    """A whole drawing."""

    title: str
    size: tuple[float, float]
    regions: tuple[Region, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    def folders(self) -> set[str]:
        """Every folder that a box names."""
        return {folder for box in self.boxes for folder in box.folders}
