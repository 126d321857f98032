"""A drawing (SVG 1.1) reduced to a list of elements and attributes that draw, and can do nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
MAX_ELEMENTS = 2000
MAX_DEPTH = 32

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_GRADIENTS = frozenset({"linearGradient", "radialGradient"})
ELEMENTS = SHAPES | _GRADIENTS | {"svg", "g", "defs", "stop", "clipPath"}
"""No `use`, which draws one thing a thousand thousand times; no text, whose font is another's."""
_PAINT = (
    *("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap"),
    *("stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color"),
    *("clip-path", "clip-rule", "stop-color", "stop-opacity"),
)
ATTRIBUTES = frozenset(
    {
        *_PAINT,
        *("id", "d", "points", "transform", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry"),
        *("width", "height", "viewBox", "preserveAspectRatio", "fx", "fy", "offset", "pathLength"),
        *("gradientUnits", "gradientTransform", "spreadMethod", "clipPathUnits"),
    }
)
_VALUE = re.compile(r"[\w\s.,;:#%+()*/'\"-]*")
_OWN = re.compile(r"\s*url\(\s*['\"]?#[\w.-]+['\"]?\s*\)\s*(?:none|#?\w+)?\s*")
"""What a `url()` may be: a gradient or a clip of the same drawing."""
_REFERENCE = re.compile(r"#[\w.-]+")
_PLAIN = re.compile(r"[\w.-]+")


class NoDrawing(Exception):
    """There is nothing here that could be shown; the text says what to do about it."""


def redrawn(data: bytes) -> bytes:
    """The drawing, written anew. Raises NoDrawing."""
    source = _parsed(data)
    if source.tag != f"{{{SVG}}}svg":
        raise NoDrawing("This is neither an SVG nor a PNG. Save the picture as one of them.")
    if not any(_name(each) in SHAPES for each in source.iter()):
        raise NoDrawing("Nothing in it draws a shape. Turn text and pictures into paths, and save it again.")
    made = _copied(source)
    if "viewBox" not in made.attrib:
        made.set("viewBox", f"0 0 {_pixels(source, 'width')} {_pixels(source, 'height')}")
    made.attrib.pop("width", None)
    made.attrib.pop("height", None)
    made.set("xmlns", SVG)
    written: bytes = ET.tostring(made, encoding="utf-8")
    return written


def _parsed(data: bytes) -> ET.Element:
    """The elements; a document type is refused before an entity could be one (CWE-776, CWE-611)."""
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    count, depth = 0, 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count, depth
        count, depth = count + 1, depth + 1
        if count > MAX_ELEMENTS or depth > MAX_DEPTH:
            raise NoDrawing("The drawing has too many parts. Simplify it, or save it as PNG.")
        builder.start(_braced(tag), {_braced(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_braced(tag))

    def refuse(*_: object) -> None:
        raise NoDrawing("The drawing declares a document type. Save it as plain SVG.")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
        return builder.close()
    except (expat.ExpatError, ValueError, LookupError, AssertionError):
        raise NoDrawing("This is neither an SVG nor a PNG that can be read. Save it again.") from None


def _braced(tag: str) -> str:
    return f"{{{tag}" if "}" in tag else tag


def _name(element: ET.Element) -> str:
    """An element's local name, if it is one of SVG; else nothing."""
    space, _, name = element.tag.rpartition("}")
    return name if space == f"{{{SVG}" else ""


def _copied(element: ET.Element) -> ET.Element:
    made = ET.Element(_name(element), dict(_kept(element)))
    made.extend(_copied(each) for each in element if _name(each) in ELEMENTS)
    return made


def _kept(element: ET.Element) -> Iterator[tuple[str, str]]:
    """The attributes that draw; a style's declarations become such."""
    for name, value in {**element.attrib, **_declared(element.get("style", ""))}.items():
        if name in ATTRIBUTES and _is_harmless(name, value):
            yield name, value
    reference = element.get(XLINK_HREF) or element.get("href") or ""
    if _name(element) in _GRADIENTS and _REFERENCE.fullmatch(reference):
        yield "href", reference


def _declared(style: str) -> dict[str, str]:
    pairs = (each.partition(":") for each in style.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip() in _PAINT}


def _is_harmless(name: str, value: str) -> bool:
    if name == "id":
        return bool(_PLAIN.fullmatch(value))
    if "url" in value.casefold():
        return bool(_OWN.fullmatch(value))
    return bool(_VALUE.fullmatch(value))


def _pixels(element: ET.Element, name: str) -> str:
    found = re.match(r"\s*(\d{1,5}(?:\.\d+)?)", element.get(name, ""))
    return found[1] if found else "96"
