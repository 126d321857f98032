"""The doorway over the camera's picture: three arcs that light up as the badge gets easier to read."""

from harmony_art.kit import arch_path, group, sheet, stroke, svg
from harmony_art.palette import CORAL, MARIGOLD, PEN, TEAL, WHITE

_CENTRE = 320
# radius of each arc from the inner to the outer, with its colour when lit
_ARCS = ((140, TEAL), (154, MARIGOLD), (168, CORAL))


def guide() -> str:
    """The guide, unlit: shade round the doorway and the arcs as groups of class `light light-1` to `light-3`.

    Each group holds a halo, a white line and the coloured light; the page shows line or light.
    """
    shade = f"M-3000-3000h7000v7000h-7000z{arch_path(_CENTRE, 3000, 140, 2800)}"
    arcs = (_light(place, radius, colour) for place, (radius, colour) in enumerate(_ARCS, start=1))
    return svg(
        "134 8 372 472",
        sheet(shade, PEN, fill_rule="evenodd", opacity="0.45"),
        *arcs,
        class_="guide",
        preserveAspectRatio="xMidYMax meet",
    )


def _light(place: int, radius: int, colour: str) -> str:
    """One arc, its feet far below the picture so that it always reaches the floor."""
    path = f"M{_CENTRE - radius} 900V200a{radius} {radius} 0 0 1 {2 * radius} 0v700"
    return group(
        stroke(path, 12, PEN, opacity="0.55"),
        stroke(path, 4, WHITE, class_="line"),
        stroke(path, 11, colour, class_="lit", pathLength="1"),
        class_=f"light light-{place}",
    )
