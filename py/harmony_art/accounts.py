"""What is drawn where somebody looks after an account: the doorway that a good password closes."""

from harmony_art.kit import dot, group, stroke, svg
from harmony_art.palette import CORAL, LINE, MARIGOLD, PEN, TEAL

# radius of each arc from the inner to the outer, with its colour when lit
_ARCS = ((24, TEAL), (38, MARIGOLD), (52, CORAL))


def strength() -> str:
    """A doorway of three arcs, one lit for each step of strength: `light light-1` to `light-3`."""
    eyes = dot(50, 74, 5, PEN) + dot(70, 74, 5, PEN)
    arcs = (_arc(place, radius, colour) for place, (radius, colour) in enumerate(_ARCS, start=1))
    return svg("0 0 120 96", *arcs, eyes)


def _arc(place: int, radius: int, colour: str) -> str:
    path = f"M{60 - radius} 92V56a{radius} {radius} 0 0 1 {2 * radius} 0v36"
    lit = stroke(path, 13, PEN) + stroke(path, 9, colour)
    return group(
        stroke(path, 3, LINE, class_="line", stroke_dasharray="1 7"),
        group(lit, class_="lit"),
        class_=f"light light-{place}",
    )
