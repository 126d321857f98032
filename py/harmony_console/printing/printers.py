"""How far each printer prints beside the labels, kept in this browser by the printer's name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from harmony_console.page import Page
from harmony_console.printing.plan import Nudge

KEY = "harmony.printers"
MOST = 20
"""Printers that are kept; the one that was not used for longest goes first."""


@dataclass(frozen=True)
class Printers:
    """The printers of this browser; the last one is the one that is used."""

    nudges: Mapping[str, Nudge]

    @classmethod
    def read(cls, page: Page) -> Printers:
        """What this browser keeps; nothing where that cannot be read."""
        try:
            found = json.loads(page.kept(KEY) or "{}")
            nudges = {str(name): (float(x), float(y)) for name, (x, y) in found.items()}
        except (TypeError, ValueError, AttributeError):
            nudges = {}
        return cls(nudges)

    @property
    def used(self) -> str:
        """The name of the one that is used; empty where none is known."""
        return list(self.nudges)[-1] if self.nudges else ""

    def nudge(self, name: str) -> Nudge:
        """How far its print is moved."""
        return self.nudges.get(name, (0.0, 0.0))

    def using(self, name: str, nudge: Nudge | None = None) -> Printers:
        """The same with one used from now on."""
        kept = {each: value for each, value in self.nudges.items() if each != name}
        kept[name] = self.nudge(name) if nudge is None else nudge
        return Printers(dict(list(kept.items())[-MOST:]))

    def keep(self, page: Page) -> None:
        """Have the browser keep them."""
        page.keep(KEY, json.dumps(self.nudges))
