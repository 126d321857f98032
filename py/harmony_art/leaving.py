"""What is drawn where somebody leaves: the door that closes, the tabs that are still open."""

from harmony_art import friend
from harmony_art.kit import bar, cut, dot, group, ring, sheet, stroke, svg
from harmony_art.palette import (
    CORAL,
    FACE,
    LINE,
    MARIGOLD,
    PEN,
    SCREEN_BAR,
    SCREEN_TEXT,
    SKIN,
    SPOT,
    TEAL,
    WHITE,
)

# radius of each arc from the inner to the outer, with its colour when lit
_ARCS = ((82, TEAL), (104, MARIGOLD), (126, CORAL))


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
        stroke(path, 4, LINE, class_="line", stroke_dasharray="1 12"),
        stroke(path, 20, colour, class_="lit", pathLength="1"),
        class_=f"light light-{place}",
    )


def open_tabs() -> str:
    """Two tabs at the top of a browser, and a finger at the first one's cross."""
    window = bar(0, 0, 360, 96, 16, SPOT)
    return svg("0 0 360 96", window, _tab_behind(), _tab_in_front(), _pointing_hand(), class_="pic")


def _tab_in_front() -> str:
    paper = sheet("M14 96V36a14 14 0 0 1 14-14h122a14 14 0 0 1 14 14v60z", WHITE)
    halo = ring(138, 52, 19, PEN, 9) + ring(138, 52, 19, MARIGOLD, 5)
    cross = stroke("M131 45l14 14M145 45l-14 14", 5)
    return paper + bar(32, 48, 72, 9, 4.5, SCREEN_TEXT) + halo + cross


def _tab_behind() -> str:
    paper = sheet("M174 96V46a10 10 0 0 1 10-10h110a10 10 0 0 1 10 10v50z", SCREEN_BAR)
    return paper + bar(192, 58, 60, 8, 4, SCREEN_TEXT) + stroke("M276 58l8 8M284 58l-8 8", 3, LINE)


def _pointing_hand() -> str:
    finger = "M-9 40V0a9 9 0 0 1 18 0v20l20 6a14 14 0 0 1 10 16l-4 26H0l-23-24a9 9 0 0 1 14-12z"
    hand = sheet(finger, SKIN, stroke=PEN, stroke_width=3, stroke_linejoin="round")
    return group(hand, transform="translate(150 62) rotate(-16)")
