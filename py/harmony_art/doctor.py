"""The pictures of the camera check: what each check looks at, and how it stands."""

from collections.abc import Mapping
from types import MappingProxyType

from harmony_art import kit
from harmony_art.hints import HINTS
from harmony_art.kit import arch, bar, dot, group, ring, sheet, stroke
from harmony_art.palette import CORAL, LINE, MARIGOLD, PEN, SCREEN_TEXT, SKY, TEAL, WHITE
from harmony_art.props import toy_code

_DOORWAY = arch(48, 96, 48, 48, SKY)
_PAPER = bar(24, 38, 48, 48, 6, WHITE, stroke=PEN, stroke_width=3) + toy_code(31.7, 45.7, 32.6)

# In the order of the checks; the names are the page's `data-check`.
CHECKS: Mapping[str, str] = MappingProxyType(
    {
        "there": _DOORWAY
        + bar(16, 34, 64, 44, 8, PEN)
        + bar(22, 40, 52, 32, 4, SKY)
        + dot(48, 56, 10, WHITE)
        + dot(48, 56, 5, PEN)
        + bar(10, 80, 76, 8, 4, PEN),
        "allowed": _DOORWAY
        + bar(12, 38, 72, 44, 10, WHITE)
        + bar(20, 48, 30, 8, 4, SCREEN_TEXT)
        + bar(48, 60, 30, 16, 8, MARIGOLD, stroke=PEN, stroke_width=3)
        + bar(20, 62, 22, 12, 6, "#d6e4e3"),
        "light": _DOORWAY
        + sheet("M22 62a26 26 0 0 1 52 0z", MARIGOLD)
        + bar(40, 18, 16, 22, 4, PEN)
        + stroke("M30 72l-5 12M48 73v14M66 72l5 12", 5, WHITE),
        "size": _DOORWAY + _PAPER + stroke("M14 50V32a8 8 0 0 1 8-8h10M82 50V32a8 8 0 0 0-8-8H64", 5),
        "sharp": _DOORWAY
        + group(_PAPER, transform="translate(-6 -4)")
        + ring(62, 66, 18, PEN, 5)
        + dot(62, 66, 15.5, WHITE, opacity="0.55")
        + stroke("M75 79l12 12", 7),
        "read": HINTS["found"],
    }
)


def check(name: str) -> str:
    """What one check looks at."""
    return kit.svg("0 0 96 96", CHECKS[name])


def _disc(fill: str, sign: str) -> str:
    return dot(24, 24, 21, fill) + ring(24, 24, 21, PEN, 3.4) + stroke(sign, 5.7, WHITE)


def _running(radius: int, place: int, colour: str) -> str:
    path = f"M{24 - radius} 42V24a{radius} {radius} 0 0 1 {2 * radius} 0v18"
    return stroke(path, 4, colour, class_=f"run run-{place}", pathLength="1")


# radius of each arc from the inner to the outer, its place, and its colour
_ARCS = ((7, 0, TEAL), (13, 1, MARIGOLD), (19, 2, CORAL))

STATES: Mapping[str, str] = MappingProxyType(
    {
        "next": ring(24, 24, 19, LINE, 3, stroke_dasharray="3 6"),
        "looking": "".join(
            stroke(
                f"M{24 - r} 42V24a{r} {r} 0 0 1 {2 * r} 0v18",
                4,
                colour,
                class_=f"run run-{n}",
                pathLength="1",
            )
            for r, n, colour in _ARCS
        ),
        "good": _disc(TEAL, "M14.8 24.8l6.3 6.7 12.2-13.8"),
        "wrong": _disc(CORAL, "M17 17l14 14M31 17l-14 14"),
    }
)


def state(name: str) -> str:
    """How a check stands; the names are the page's `data-state`."""
    return kit.svg("0 0 48 48", STATES[name])
