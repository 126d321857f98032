"""Shapes as the content of a PDF page or form (ISO 32000-1, 8.4 and 8.5), y pointing down as on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

from harmony_print.lettering import Outline
from harmony_print.pdf.paths import length, operators
from harmony_print.shapes import BLACK, Line, Path, Rect, Stroke

ROUND = "1 J 1 j"
_RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\3z")


def rect(shape: Rect) -> str:
    """A filled rectangle."""
    where = " ".join(map(length, (shape.x, shape.y, shape.width, shape.height)))
    return f"{_colour(shape.fill)} rg {where} re f"


def path(shape: Path) -> str:
    """A filled outline; the runs of a code as rectangles, which take half the bytes."""
    rectangles, others = _RUN.subn(r"\1 \2 \3 1 re ", shape.d)
    drawn = rectangles if others and not _RUN.sub("", shape.d) else operators(shape.d)
    move = matrix(shape.place.scale, shape.place.scale, shape.place.x, shape.place.y)
    return f"q {move} {_colour(shape.fill)} rg {drawn} f Q"


def stroke(shape: Stroke) -> str:
    """A line with round ends."""
    return f"q {ROUND} {length(shape.width)} w {_colour(shape.colour)} RG {operators(shape.d)} S Q"


def line(shape: Line) -> str:
    """A straight line."""
    ends = f"{length(shape.x1)} {length(shape.y1)} m {length(shape.x2)} {length(shape.y2)} l"
    return f"q {length(shape.width)} w {length(shape.grey / 255)} G {ends} S Q"


def letters(outline: Outline) -> str:
    """A line of text as outlines, in units of its font."""
    return f"{_colour(BLACK)} rg {operators(outline.path)} f"


def matrix(x_scale: float, y_scale: float, x: float, y: float) -> str:
    """What turns a shape's units into the page's (`cm`)."""
    return f"{x_scale:.6f} 0 0 {y_scale:.6f} {length(x)} {length(y)} cm"


def elements(svg: str) -> str:
    """SVG elements of `harmony_art`, colours written out. Raises ValueError for what it never draws."""
    return " ".join(_drawn(fromstring(f"<g>{svg}</g>")))  # noqa: S314  the project's own drawings


def _drawn(element: Element) -> Iterator[str]:
    tag = element.tag.rpartition("}")[2]
    if tag == "g":
        yield "q"
        yield from _moves(element.get("transform", ""))
        for child in element:
            yield from _drawn(child)
        yield "Q"
    else:
        yield _painted(element, _outline(tag, element))


def _moves(transform: str) -> Iterator[str]:
    for name, inside in re.findall(r"(\w+)\(([^)]*)\)", transform):
        numbers = [float(each) for each in re.split(r"[ ,]+", inside.strip())]
        if name == "translate":
            yield matrix(1, 1, numbers[0], numbers[-1] if len(numbers) > 1 else 0)
        elif name == "scale":
            yield matrix(numbers[0], numbers[-1], 0, 0)
        else:
            raise ValueError(f"A drawing that is printed has no {name}.")


def _outline(tag: str, element: Element) -> str:
    def at(name: str) -> float:
        return float(element.get(name, "0"))

    if tag == "path":
        return element.get("d", "")
    if tag == "circle":
        x, y, r = at("cx"), at("cy"), at("r")
        return f"M{x - r} {y}a{r} {r} 0 0 1 {2 * r} 0a{r} {r} 0 0 1 {-2 * r} 0z"
    if tag == "rect":
        x, y, width, height, r = (at(name) for name in ("x", "y", "width", "height", "rx"))
        across, down = width - 2 * r, height - 2 * r
        corner = f"a{r} {r} 0 0 1 "
        return (
            f"M{x + r} {y}h{across}{corner}{r} {r}v{down}{corner}{-r} {r}h{-across}{corner}{-r} {-r}"
            f"v{-down}{corner}{r} {-r}z"
        )
    raise ValueError(f"A drawing that is printed has no {tag}.")


def _painted(element: Element, d: str) -> str:
    fill, pen = element.get("fill", BLACK), element.get("stroke", "none")
    paint = {(True, False): "f", (False, True): "S", (True, True): "B", (False, False): "n"}
    colours = [] if fill == "none" else [f"{_colour(fill)} rg"]
    if pen != "none":
        ends = ROUND if element.get("stroke-linecap") == "round" else "0 J 0 j"
        colours.append(f"{ends} {length(float(element.get('stroke-width', '1')))} w {_colour(pen)} RG")
    return " ".join((*colours, operators(d), paint[fill != "none", pen != "none"]))


def _colour(colour: str) -> str:
    """`#rgb` or `#rrggbb` as three shares of one."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return " ".join(length(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
