"""What is drawn where somebody leaves: the door that closes, the tabs that are still open."""

from harmony_art import friend
from harmony_art.kit import cut, dot, group, stroke, svg
from harmony_art.palette import CORAL, FACE, MARIGOLD, TEAL

# radius of each arc from the inner to the outer, with its colour when lit
_ARCS = ((82, TEAL), (104, MARIGOLD), (126, CORAL))
_LINE = "var(--line)"


def closing_door() -> str:
    """The friend in a doorway of three arcs, which go out as time passes: `light light-1` to `light-3`.

    The page shows a line or the light of each, as of the guide over the camera.
    """
    inside = cut(150, 232, 66, 90, FACE)
    cheeks = dot(117, 176, 7, CORAL, opacity="0.55") + dot(189, 176, 7, CORAL, opacity="0.55")
    face = group(friend.face("open"), transform="translate(24 12) scale(2.2)")
    arcs = (_light(place, radius, colour) for place, (radius, colour) in enumerate(_ARCS, start=1))
    return svg("0 0 300 232", inside, cheeks, face, *arcs, class_="pic")


def _light(place: int, radius: int, colour: str) -> str:
    path = f"M{150 - radius} 244V142a{radius} {radius} 0 0 1 {2 * radius} 0v102"
    return group(
        stroke(path, 4, _LINE, class_="line", stroke_dasharray="1 12"),
        stroke(path, 20, colour, class_="lit", pathLength="1"),
        class_=f"light light-{place}",
    )
