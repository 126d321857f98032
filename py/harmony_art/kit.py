"""The drawing kit: a few paper shapes as SVG text, and nothing else.

Lengths are user units of the drawing's own view box; y points down. Extra keyword arguments become SVG
attributes (`fill_rule` is written `fill-rule`, `class_` is written `class`).
"""

import re

from harmony_art.palette import PAPERS, PEN

SVG_NAMESPACE = "http://www.w3.org/2000/svg"
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")


def number(value: float) -> str:
    """A length as short as it can be written to a thousandth: `2.0` is `2`, `-0.0` is `0`."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _attributes(attributes: dict[str, str | float]) -> str:
    written = (
        (name.rstrip("_").replace("_", "-"), value if isinstance(value, str) else number(value))
        for name, value in attributes.items()
    )
    return "".join(f' {name}="{value}"' for name, value in written)


def sheet(d: str, fill: str, **attributes: str | float) -> str:
    """A piece of paper cut along the path `d`."""
    return f'<path d="{d}" fill="{fill}"{_attributes(attributes)}/>'


def stroke(d: str, width: float = 3, colour: str = PEN, **attributes: str | float) -> str:
    """A line with round ends along the path `d`."""
    pen = f'stroke="{colour}" stroke-width="{number(width)}" stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="{d}" fill="none" {pen}{_attributes(attributes)}/>'


def dot(x: float, y: float, radius: float, fill: str, **attributes: str | float) -> str:
    """A full circle about (x, y)."""
    centre = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
    return f'<circle {centre} fill="{fill}"{_attributes(attributes)}/>'


def ring(x: float, y: float, radius: float, colour: str, width: float, **attributes: str | float) -> str:
    """The outline of a circle about (x, y)."""
    return dot(x, y, radius, "none", stroke=colour, stroke_width=width, **attributes)


def bar(
    x: float, y: float, width: float, height: float, radius: float, fill: str, **attributes: str | float
) -> str:
    """A rectangle from its upper left corner, its corners rounded by `radius`."""
    box = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f'<rect {box} rx="{number(radius)}" fill="{fill}"{_attributes(attributes)}/>'


def arch_path(x: float, base: float, radius: float, height: float) -> str:
    """The path of a doorway: legs of `height` at `x` ± `radius`, standing on `base`, under a half circle."""
    r, h = number(radius), number(height)
    return f"M{number(x - radius)} {number(base)}v-{h}a{r} {r} 0 0 1 {number(2 * radius)} 0v{h}z"


def arch(x: float, base: float, radius: float, height: float, fill: str, **attributes: str | float) -> str:
    """A doorway of paper; see `arch_path` for the lengths."""
    return sheet(arch_path(x, base, radius, height), fill, **attributes)


def cut(x: float, base: float, radius: float, height: float, fill: str, depth: float = 4) -> str:
    """A doorway lying under the sheet around it: a solid crescent of shade, `depth` thick, and no blur."""
    outline = arch_path(x, base, radius, height)
    crescent = outline + arch_path(x, base, radius, height - depth)
    return sheet(outline, fill) + sheet(crescent, PEN, fill_rule="evenodd", opacity="0.2")


def group(*parts: str, **attributes: str | float) -> str:
    """Several parts as one, to move, turn or name together."""
    return f"<g{_attributes(attributes)}>{''.join(parts)}</g>"


def svg(view_box: str, *parts: str, **attributes: str | float) -> str:
    """A whole drawing, hidden from screen readers: it stands beside words that say the same."""
    return f'<svg viewBox="{view_box}" aria-hidden="true"{_attributes(attributes)}>{"".join(parts)}</svg>'


def symbol(name: str, view_box: str, *parts: str) -> str:
    """A drawing to be shown elsewhere in the page by `<use href="#name">`."""
    return f'<symbol id="{name}" viewBox="{view_box}">{"".join(parts)}</symbol>'


def painted(parts: str) -> str:
    """Parts with their colours written out; KeyError for a variable that is not one of `palette.PAPERS`."""
    return _VARIABLE.sub(lambda match: PAPERS[match[1]], parts)


def flatten(drawing: str) -> str:
    """The drawing as a file of its own: `painted`, and SVG's namespace declared."""
    return painted(drawing).replace("<svg ", f'<svg xmlns="{SVG_NAMESPACE}" ', 1)
