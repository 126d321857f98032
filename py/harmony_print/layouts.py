"""Layouts: where the labels of a sheet lie on its paper, as data that a district can add to."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from itertools import islice
from typing import Any

from harmony.badge.symbol import Symbol
from harmony.model import Picture
from harmony_art.kit import number
from harmony_print.card import SMALLEST_MODULE_MM
from harmony_print.label import SIDE, Back, Form, Label, Space
from harmony_print.papers import PAPERS, Paper
from harmony_print.shapes import Shape
from harmony_print.sheet import MARGIN_MM, Page, Placed, Printed, ruler

RULER_HEIGHT_MM = 6.0
"""What the line to measure needs below the margin."""
FARTHEST_NUDGE_MM = 10.0
"""A shift beyond this is no printer's: the wrong paper lies in it."""


class LayoutError(ValueError):
    """A layout that cannot be: says which, and what is wrong with it."""


@dataclass(frozen=True)
class Layout:
    """The geometry of one kind of sheet, in millimetres from the paper's upper left corner."""

    id: str
    title: str
    paper: Paper
    space: Space
    columns: int
    rows: int
    left: float
    top: float
    pitch_x: float
    pitch_y: float
    cut: bool = False

    @property
    def per_page(self) -> int:
        """How many labels a page holds."""
        return self.columns * self.rows

    @property
    def module_mm(self) -> float:
        """The side of one square of the codes."""
        return self.space.module_mm

    def label(
        self, symbol: Symbol, picture: Picture, name: str | None = None, lines: tuple[str, ...] = ()
    ) -> Label:
        """A label of this sheet."""
        return Label(self.space, symbol, picture, name, lines)

    def back(self, name: str | None, lines: tuple[str, ...] = ()) -> Back:
        """The other side of a label of this sheet."""
        return Back(self.space, name, lines)

    def pages(
        self,
        labels: Iterable[Printed],
        *,
        start: int = 1,
        nudge: tuple[float, float] = (0, 0),
        mirrored: bool = False,
    ) -> Iterator[Page]:
        """The pages, row by row from label `start` (from 1) of the first on.

        `nudge` moves all labels right and down, for a printer that prints beside them. `mirrored` is for the
        backs: turned over along its long edge, a page's left column lies to the right.
        """
        waiting = iter(labels)
        first, head = start - 1, self._head()
        while shown := tuple(islice(waiting, self.per_page - first)):
            placed = (
                Placed(label, *self.place(at, nudge=nudge, mirrored=mirrored))
                for at, label in enumerate(shown, start=first)
            )
            yield Page(self.paper, head, tuple(placed), self.cut)
            first = 0

    def place(
        self, at: int, *, nudge: tuple[float, float] = (0, 0), mirrored: bool = False
    ) -> tuple[float, float]:
        """Left and top of a label by its number on the page, from 0, row by row."""
        row, column = divmod(at, self.columns)
        x = self.left + column * self.pitch_x + nudge[0]
        y = self.top + row * self.pitch_y + nudge[1]
        return (self.paper.width - x - self.space.width_mm if mirrored else x), y

    def _head(self) -> tuple[Shape, ...]:
        """The line to measure, where the sheet leaves room for it above its labels."""
        if self.top < MARGIN_MM + RULER_HEIGHT_MM:
            return ()
        return ruler(self.paper, f"Squares: {number(self.module_mm)} mm.")


def built_in() -> Mapping[str, Layout]:
    """The layouts that come with the portal, by id."""
    return read((resources.files("harmony_print") / "layouts.toml").read_text("utf-8"))


def read(text: str) -> Mapping[str, Layout]:
    """The layouts of a TOML file, by id, in its order. Raises LayoutError."""
    try:
        entries = tomllib.loads(text).get("layout", [])
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(f"This is no TOML: {error}.") from None
    return of_entries(entries)


def of_entries(entries: Any) -> Mapping[str, Layout]:
    """The layouts of a list of tables as they stand in a file, by id, in their order. Raises LayoutError."""
    if not isinstance(entries, list):
        raise LayoutError("Layouts are written as [[layout]].")
    layouts = [_layout(entry, place) for place, entry in enumerate(entries, start=1)]
    by_id = {layout.id: layout for layout in layouts}
    if len(by_id) < len(layouts):
        raise LayoutError("Two layouts have the same id.")
    return by_id


def _layout(entry: Mapping[str, Any], place: int) -> Layout:
    called = f"layout {entry.get('id') or place}"
    try:
        width, height = map(float, entry["label"])
        columns, rows = map(int, entry["grid"])
        left, top = map(float, entry["first"])
        pitch_x, pitch_y = map(float, entry["pitch"])
        layout = Layout(
            str(entry["id"]),
            str(entry["title"]),
            PAPERS[entry["paper"]],
            Space(width, height, Form(entry["form"])),
            columns,
            rows,
            left,
            top,
            pitch_x,
            pitch_y,
            bool(entry.get("cut", False)),
        )
    except KeyError as error:
        if error.args == (entry.get("paper"),):
            raise LayoutError(f"{called}: paper is one of {', '.join(PAPERS)}.") from None
        raise LayoutError(f"{called}: {error.args[0]} is missing.") from None
    except (TypeError, ValueError) as error:
        raise LayoutError(f"{called}: {error}.") from None
    _check(layout, called)
    return layout


def _check(layout: Layout, called: str) -> None:
    space = layout.space
    if min(layout.columns, layout.rows) < 1:
        raise LayoutError(f"{called}: a grid has at least one column and one row.")
    if not layout.module_mm:
        need = SIDE * SMALLEST_MODULE_MM
        raise LayoutError(f"{called}: a code needs {need:g} x {need:g} mm beside picture and name.")
    if layout.columns > 1 and layout.pitch_x < space.width_mm:
        raise LayoutError(f"{called}: labels overlap, pitch is less than their width.")
    if layout.rows > 1 and layout.pitch_y < space.height_mm:
        raise LayoutError(f"{called}: labels overlap, pitch is less than their height.")
    x, y = layout.place(layout.per_page - 1)
    right, bottom = x + space.width_mm, y + space.height_mm
    if min(layout.left, layout.top) < 0 or right > layout.paper.width or bottom > layout.paper.height:
        raise LayoutError(f"{called}: the labels reach beyond {layout.paper.name} paper.")
