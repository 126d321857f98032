"""Sheets of labels: whose badge stands on which, its back, and what goes with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from harmony.badge.symbol import Symbol
from harmony.model import Person
from harmony_print import Label, Layout, LayoutError, Page, alignment_page, cover, layouts
from harmony_server.printing.font import can_draw

OWN_LAYOUTS = "layouts.toml"
"""In the data folder: the district's own sheets, in the form of harmony_print/layouts.toml."""


@dataclass(frozen=True)
class Wanted:
    """How a sheet is to be printed."""

    layout: Layout
    start: int = 1
    nudge: tuple[float, float] = (0, 0)
    name_in_front: bool = False
    name_on_back: bool = False
    with_cover: bool = False
    with_alignment: bool = False


@dataclass(frozen=True)
class Holder:
    """Whose badge it is, and the small lines that say where it belongs."""

    person: Person
    draw: Callable[[], Symbol]
    """Makes the code, when its page is drawn and not before: a school's would fill the memory."""
    lines: tuple[str, ...] = ()

    @property
    def drawable_name(self) -> str:
        """The first name; empty, to be written by hand, where the fonts have no way to draw it."""
        return self.person.given_name if can_draw(self.person.given_name) else ""


def layouts_of(data: Path) -> Mapping[str, Layout]:
    """The layouts that a district can print on, by id; its own come after the portal's, or in their place.

    Raises LayoutError.
    """
    known = layouts.built_in()
    try:
        own = (data / OWN_LAYOUTS).read_text("utf-8")
    except FileNotFoundError:
        return known
    except UnicodeDecodeError as error:
        raise LayoutError(f"{data / OWN_LAYOUTS}: byte {error.start} is not UTF-8.") from None
    try:
        return {**known, **layouts.read(own)}
    except LayoutError as error:
        raise LayoutError(f"{data / OWN_LAYOUTS}: {error}") from None


def sheet_pages(holders: Sequence[Holder], wanted: Wanted, title: str) -> Iterator[Page]:
    """All pages in the order they are printed in: a page of backs behind each page of fronts."""
    layout = wanted.layout
    if wanted.with_alignment:
        yield alignment_page(layout, wanted.nudge)
    if wanted.with_cover:
        names = [f"{each.drawable_name or each.person.username}, {each.person.username}" for each in holders]
        yield from cover(layout.paper, title, names)
    fronts = (_front(each, wanted) for each in holders)
    backs = (layout.back(each.drawable_name or None, _drawable(each.lines)) for each in holders)
    pages = layout.pages(fronts, start=wanted.start, nudge=wanted.nudge)
    if not wanted.name_on_back:
        yield from pages
        return
    behind = layout.pages(backs, start=wanted.start, nudge=wanted.nudge, mirrored=True)
    for front, back in zip(pages, behind, strict=True):
        yield front
        yield back


def _front(holder: Holder, wanted: Wanted) -> Label:
    name = (holder.drawable_name or None) if wanted.name_in_front else None
    lines = _drawable(holder.lines) if wanted.name_in_front else ()
    return wanted.layout.label(holder.draw(), holder.person.picture, name, lines)


def _drawable(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if can_draw(line))
