"""What is drawn where somebody looks after an account, or asks for help with one."""

from harmony_art.kit import arch, bar, dot, group, sheet, stroke, svg
from harmony_art.palette import CORAL, LINE, MARIGOLD, PEN, SKIN, SKY, SPOT, TEAL, WHITE

# radius of each arc from the inner to the outer, with its colour when lit
_ARCS = ((24, TEAL), (38, MARIGOLD), (52, CORAL))

_PALE_SKIN, _DARK_HAIR, _BROWN_HAIR = "#c98d63", "#2c2a2e", "#6b4423"
_SPEECH = "M150 70l-8 20 26-20z"


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


def ask_teacher() -> str:
    """A grown-up and a child, and six dots that the grown-up says."""
    stage = arch(150, 232, 140, 92, SPOT) + sheet("M20 232a140 40 0 0 1 260 0z", TEAL, opacity="0.35")
    bubble = bar(128, 20, 92, 52, 14, WHITE, stroke=PEN, stroke_width="4") + sheet(_SPEECH, WHITE)
    tail = stroke("M150 71l-8 18 24-18", 4)
    dots = "".join(dot(143 + 12.5 * place, 46, 4.2, PEN) for place in range(6))
    people = _somebody(104, 1.25, CORAL, SKIN, _DARK_HAIR) + _somebody(
        206, 0.92, SKY, _PALE_SKIN, _BROWN_HAIR
    )
    return svg("0 0 300 232", stage, people, bubble, tail, dots, class_="pic")


def _somebody(x: float, scale: float, clothes: str, skin: str, hair: str) -> str:
    return group(
        arch(0, 0, 34, 22, clothes),
        bar(-9, -66, 18, 20, 6, skin),
        dot(0, -84, 26, skin),
        sheet("M-27-84a27 27 0 0 1 54 0a40 22 0 0 0-54 0z", hair),
        dot(-9, -82, 2.8, PEN),
        dot(9, -82, 2.8, PEN),
        stroke("M-8-72a8 7 0 0 0 16 0"),
        transform=f"translate({x} 232) scale({scale})",
    )
