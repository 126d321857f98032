"""Small drawings of sheets, and what a preview shows beyond what is printed."""

from __future__ import annotations

from harmony_art.kit import SVG_NAMESPACE, number
from harmony_print import Layout, Lettering, Page, page_svg

EDGE = "#7a8f8f"
USED = "#e9eeee"


def sheet_picture(layout: Layout) -> str:
    """A sheet with its labels, small."""
    paper = layout.paper
    labels = "".join(
        _box(layout, at, 'fill="none" stroke="currentColor" stroke-width="4"') for at in _all(layout)
    )
    return _svg(paper.width, paper.height, labels)


def preview(page: Page, layout: Layout, used: int, lettering: Lettering) -> str:
    """A page exactly as it is printed, with the edges of its labels; the first `used` are crossed out.

    Raises CannotDraw.
    """
    inside = page_svg(page, lettering).strip().removesuffix("</svg>")
    edges = "".join(_edge(layout, at, at < used) for at in _all(layout))
    return f"{inside}{edges}</svg>"


def _all(layout: Layout) -> range:
    return range(layout.per_page)


def _edge(layout: Layout, at: int, used: bool) -> str:
    line = f'stroke="{EDGE}" stroke-width="0.3" stroke-dasharray="1.5 1"'
    if not used:
        return _box(layout, at, f'fill="none" {line}')
    x, y = layout.place(at)
    middle_x, middle_y = x + layout.space.width_mm / 2, y + layout.space.height_mm / 2
    cross = f"M{number(middle_x - 5)} {number(middle_y - 5)}l10 10m0 -10l-10 10"
    return (
        _box(layout, at, f'fill="{USED}" {line}') + f'<path d="{cross}" stroke="{EDGE}" stroke-width="0.8"/>'
    )


def _box(layout: Layout, at: int, look: str) -> str:
    x, y = layout.place(at)
    wide, high = number(layout.space.width_mm), number(layout.space.height_mm)
    return f'<rect x="{number(x)}" y="{number(y)}" width="{wide}" height="{high}" {look}/>'


def _svg(width: float, height: float, inside: str) -> str:
    box = f"0 0 {number(width)} {number(height)}"
    return f'<svg xmlns="{SVG_NAMESPACE}" viewBox="{box}" aria-hidden="true">{inside}</svg>'
