"""The drawings of docs/ that are made from descriptions: the architecture."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from build_steps.diagrams import Arrow, Box, Diagram, Region, svg
from build_steps.paths import ROOT
from build_steps.progress import step

DESCRIPTION = ROOT / "docs" / "architecture.toml"
ARCHITECTURE = ROOT / "docs" / "images" / "architecture.svg"


def run() -> None:
    """Draw every drawing anew."""
    with step("The drawing of the architecture"):
        ARCHITECTURE.write_text(architecture(), "utf-8")


def architecture() -> str:
    """The architecture as SVG; raises Illegible, and KeyError for an arrow to nowhere."""
    from harmony_art import door, flatten  # noqa: PLC0415  not every machine that builds draws

    mark = flatten(door.logo()).replace("<svg ", '<svg x="20" y="18" width="48" height="48" ', 1)
    return svg(described(), mark)


def described() -> Diagram:
    """What docs/architecture.toml says."""
    found = tomllib.loads(DESCRIPTION.read_text("utf-8"))
    return Diagram(
        found["title"],
        tuple(found["size"]),
        tuple(Region(each["title"], tuple(each["at"])) for each in found["region"]),
        tuple(_box(each) for each in found["box"]),
        tuple(_arrow(each) for each in found["arrow"]),
    )


def _box(found: Mapping[str, Any]) -> Box:
    lines = {name: tuple(found.get(name, ())) for name in ("folders", "says")}
    return Box(found["id"], found["title"], found["kind"], tuple(found["at"]), **lines)


def _arrow(found: Mapping[str, Any]) -> Arrow:
    return Arrow(
        _end(found["from"]),
        _end(found["to"]),
        tuple(found.get("says", ())),
        found.get("both", False),
        found.get("via"),
        found.get("beside", "right"),
    )


def _end(words: str) -> tuple[str, str, float]:
    name, side, along = words.split()
    return name, side, float(along)
