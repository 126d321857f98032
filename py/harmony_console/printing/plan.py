"""The plan of a print: which badges, on which sheet, and how; and the pages that come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, isnan
from typing import TYPE_CHECKING

from harmony.badge.symbol import Symbol, symbol
from harmony.badge.token import parse
from harmony.model import Picture
from harmony_print import ADVISED_MODULE_MM, FARTHEST_NUDGE_MM, Layout, Page, alignment_page, cover, layouts
from harmony_print.shapes import Text

if TYPE_CHECKING:
    from harmony_console import api_types as api

Nudge = tuple[float, float]
"""Millimetres to the right, and down."""


@dataclass(frozen=True)
class Badge:
    """Somebody's badge, and what may stand beside it."""

    student: str
    """Their id."""
    given_name: str
    family_name: str
    picture: Picture
    lines: tuple[str, ...]
    symbol: Symbol


@dataclass(frozen=True)
class Options:
    """How a sheet is printed."""

    name_in_front: bool = True
    name_on_back: bool = False
    with_lines: bool = False
    """School and room, small."""
    with_cover: bool = False
    start: int = 1
    nudge: Nudge = (0, 0)

    def asked(self) -> api.PrintOptions:
        """As the server takes them, for its record and for what it draws itself."""
        return {
            "name_in_front": self.name_in_front,
            "name_on_back": self.name_on_back,
            "lines": self.with_lines,
            "cover": self.with_cover,
            "start": self.start,
            "nudge": list(self.nudge),
        }


def layouts_of(answer: api.Layouts) -> Mapping[str, Layout]:
    """The sheets that the server knows, by id. Raises LayoutError."""
    return layouts.of_entries(answer["layouts"])


def badge_of(card: api.CardToDraw) -> Badge:
    """A badge as the server gives it for printing; its code is drawn here."""
    text = str(card["badge"])
    portal, _, _ = text.rpartition("#")
    picture = Picture(card["picture"]["name"], card["picture"]["colour"])
    drawn = symbol(parse(text), portal_url=portal.lower() or None)
    lines = tuple(card["lines"])
    return Badge(card["student_id"], card["given_name"], card["family_name"], picture, lines, drawn)


def page_count(badges: int, layout: Layout, options: Options) -> int:
    """How many sheets of paper; a back is no further sheet."""
    return ceil((badges + options.start - 1) / layout.per_page) if badges else 0


def is_small(layout: Layout) -> bool:
    """Whether older cameras want larger squares."""
    return layout.module_mm < ADVISED_MODULE_MM


def pages(
    badges: Sequence[Badge], layout: Layout, options: Options, title: str, can_draw: Callable[[str], bool]
) -> Iterator[Page]:
    """The pages in the order they are printed in: a page of backs behind each page of fronts.

    A name that the letters do not reach is left out, to be written by hand.
    """
    if options.with_cover:
        yield from cover(
            layout.paper, title, [full_name(each) for each in badges if can_draw(full_name(each))]
        )

    def words(badge: Badge, wanted: bool) -> tuple[str | None, tuple[str, ...]]:
        name = badge.given_name if wanted and can_draw(badge.given_name) else None
        return name, tuple(line for line in badge.lines if options.with_lines and can_draw(line))

    fronts = layout.pages(
        (layout.label(each.symbol, each.picture, *words(each, options.name_in_front)) for each in badges),
        start=options.start,
        nudge=options.nudge,
    )
    if not options.name_on_back:
        yield from fronts
        return
    backs = layout.pages(
        (layout.back(*words(each, True)) for each in badges),
        start=options.start,
        nudge=options.nudge,
        mirrored=True,
    )
    for front, back in zip(fronts, backs, strict=True):
        yield front
        yield back


def full_name(badge: Badge) -> str:
    """As it stands on the page to hand badges out by."""
    return f"{badge.given_name} {badge.family_name}".strip()


def texts(badges: Sequence[Badge], found: Sequence[Page]) -> list[str]:
    """Every line of text that may stand on some badges, and that stands at the head of some pages."""
    lines = {line for each in badges for line in (each.given_name, full_name(each), *each.lines) if line}
    heads = {shape.words for page in found for shape in page.head if isinstance(shape, Text)}
    return sorted(lines | heads)


def trial_page(layout: Layout, nudge: Nudge) -> Page:
    """The page that shows whether a printer meets the labels."""
    return alignment_page(layout, nudge)


def nudge_of(right: str, down: str) -> Nudge:
    """What was typed, in millimetres; a comma is a point, and what is too far is as far as may be."""
    return _length(right), _length(down)


def _length(typed: str) -> float:
    try:
        length = float(typed.replace(",", ".").replace("−", "-").strip() or "0")
    except ValueError:
        return 0.0
    return 0.0 if isnan(length) else round(min(max(length, -FARTHEST_NUDGE_MM), FARTHEST_NUDGE_MM), 1)
