"""A diagram as SVG text. The same diagram gives the same text, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from build_steps.diagrams.model import Arrow, Box, Diagram, Illegible, Rectangle, Region
from build_steps.diagrams.routes import Point, head, label_at, path, route, side_point
from build_steps.diagrams.style import CORNER, LINE, MONO, STYLE, TEXT, TITLE, wide


def svg(diagram: Diagram, mark: str = "") -> str:
    """The drawing as an SVG file, `mark` in its upper left corner; raises Illegible and KeyError.

    It brings its own paper, so that it is legible on any page, and has a dark one.
    """
    width, height = diagram.size
    places = {box.id: box.at for box in diagram.boxes}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">',
        f"<title>{escape(diagram.title)}</title><style>{STYLE}</style>",
        f'<rect class="paper" width="{width:g}" height="{height:g}" rx="16"/>{mark}',
        _text(82, 50, diagram.title, "name"),
        *map(_region, diagram.regions),
        *map(_box, diagram.boxes),
        *(_arrow(arrow, places) for arrow in diagram.arrows),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _region(region: Region) -> str:
    x, y, _, _ = region.at
    return _rect(region.at, "region", 14) + _text(x + 18, y + 27, region.title, "place")


def _box(box: Box) -> str:
    x, y, width, height = box.at
    lines = [(box.title, "title", TITLE)]
    lines += [(words, "folder", MONO) for words in _wrapped(box.folders, width - 12)]
    lines += [(words, "says", TEXT) for words in box.says]
    top = y + (height - sum(LINE[kind] for _, kind, _ in lines)) / 2
    written = ""
    for words, kind, letter in lines:
        if wide(words, letter) > width - 12:
            raise Illegible(f"{words!r} is too long for the box {box.id}.")
        top += LINE[kind]
        written += _text(x + width / 2, top - LINE[kind] * 0.26, words, f"{kind} middle")
    if top > y + height - 6:
        raise Illegible(f"The box {box.id} is too low for its lines.")
    shade = _rect((x, y + 4, width, height), "shade", CORNER)
    return f"{shade}{_rect(box.at, f'box {box.kind}', CORNER)}{written}"


def _wrapped(folders: Sequence[str], width: float) -> list[str]:
    """Folders in as few lines as they need."""
    lines: list[str] = []
    for folder in folders:
        longer = f"{lines[-1]}\N{EM SPACE}{folder}" if lines else folder
        lines[-1:] = [longer] if wide(longer, MONO) <= width else [*lines[-1:], folder]
    return lines


def _arrow(arrow: Arrow, places: Mapping[str, Rectangle]) -> str:
    start, end = (side_point(places[name], side, along) for name, side, along in (arrow.start, arrow.end))
    points = route(start, arrow.start[1], end, arrow.end[1], arrow.via)
    heads = head(points[-2], points[-1]) + (head(points[1], points[0]) if arrow.both else "")
    return (
        f'<path class="line" d="{path(points, arrow.both)}"/><path class="head" d="{heads}"/>'
        f"{_words(points, arrow)}"
    )


def _words(points: Sequence[Point], arrow: Arrow) -> str:
    (x, y), anchor = label_at(points, arrow.beside)
    first = y - (LINE["word"] * (len(arrow.says) - 1) if anchor == "middle" else 0)
    if anchor != "middle":
        first -= LINE["word"] * (len(arrow.says) - 1) / 2
    return "".join(
        _text(x, first + place * LINE["word"], words, f"word {anchor}")
        for place, words in enumerate(arrow.says)
    )


def _rect(at: Rectangle, kind: str, corner: float) -> str:
    x, y, width, height = at
    return f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{corner:g}"/>'


def _text(x: float, y: float, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:.1f}">{escape(words, quote=False)}</text>'
