"""The shapes as SVG files of their physical size; the letters come from the caller's `Lettering`."""

from __future__ import annotations

from collections.abc import Iterable

from harmony_art.kit import SVG_NAMESPACE, group, number, sheet, stroke
from harmony_print.card import Card
from harmony_print.lettering import Lettering, placed
from harmony_print.shapes import BLACK, Drawing, Line, Path, Place, Rect, Shape, Stroke, Text
from harmony_print.sheet import Page


def card_svg(card: Card, lettering: Lettering) -> str:
    """The card as an SVG file; raises CannotDraw for a name that the letters do not reach."""
    return _file(card.width_mm, card.height_mm, elements(card.shapes(), lettering)) + "\n"


def page_svg(page: Page, lettering: Lettering) -> str:
    """A whole page of a sheet as an SVG file: no positions but its own, so no style sheet moves a card."""
    cards = (
        group(elements(each.card.shapes(), lettering), transform=_move(Place(each.x, each.y)))
        for each in page.cards
    )
    parts = elements(page.head, lettering), *cards, elements(page.marks(), lettering)
    return _file(page.paper.width, page.paper.height, "".join(parts)) + "\n"


def elements(shapes: Iterable[Shape], lettering: Lettering) -> str:
    """Shapes as SVG elements in millimetres, one after the other."""
    return "".join(_element(shape, lettering) for shape in shapes)


def _file(width: float, height: float, inside: str) -> str:
    wide, high = number(width), number(height)
    size = f'width="{wide}mm" height="{high}mm" viewBox="0 0 {wide} {high}"'
    return f'<svg xmlns="{SVG_NAMESPACE}" {size}>{inside}</svg>'


def _element(shape: Shape, lettering: Lettering) -> str:
    match shape:
        case Rect():
            return _rect(shape)
        case Path(d, place, fill):
            return f'<path transform="{_move(place)}" fill="{fill}" d="{d}"/>'
        case Stroke(d, width, colour):
            return stroke(d, width, colour)
        case Line():
            return _line(shape)
        case Drawing(inside, place):
            return group(inside, transform=_move(place))
        case Text():
            return _text(shape, lettering)


def _move(place: Place) -> str:
    return f"translate({number(place.x)} {number(place.y)}) scale({number(place.scale)})"


def _rect(rect: Rect) -> str:
    corner = f'x="{number(rect.x)}" y="{number(rect.y)}" ' if rect.x or rect.y else ""
    return f'<rect {corner}width="{number(rect.width)}" height="{number(rect.height)}" fill="{rect.fill}"/>'


def _line(line: Line) -> str:
    d = f"M{number(line.x1)} {number(line.y1)}L{number(line.x2)} {number(line.y2)}"
    return sheet(d, "none", stroke=f"#{line.grey:02x}" + f"{line.grey:02x}" * 2, stroke_width=line.width)


def _text(text: Text, lettering: Lettering) -> str:
    outline, left, scale = placed(text, lettering)
    # More than three digits: an em has a thousand units and more.
    move = f"translate({number(left)} {number(text.base)}) scale({scale:.6f} {-scale:.6f})"
    return f'<path transform="{move}" fill="{BLACK}" d="{outline.path}"/>'
