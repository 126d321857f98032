"""The eight pictures that children know their own card, screen and dashboard by.

A picture and its colour are decoration, never identity: two children may share them.
"""

from collections.abc import Mapping
from types import MappingProxyType

from harmony_art import kit
from harmony_art.kit import bar, dot, sheet, stroke
from harmony_art.palette import PEN, WHITE

VIEW_BOX = "0 0 64 64"

PICTURES: Mapping[str, str] = MappingProxyType(
    {
        "fish": sheet("M2 34a25 25 0 0 1 44 0a25 25 0 0 1-44 0z", PEN)
        + sheet("M40 34l21-17q-7 17 0 34z", PEN)
        + dot(15, 30, 3.6, WHITE)
        + stroke("M26 24a14 14 0 0 1 0 20", 3.4, WHITE),
        "boat": sheet("M6 42h52a22 16 0 0 1-20 16H26A22 16 0 0 1 6 42z", PEN)
        + sheet("M34 6a30 30 0 0 1 22 31H34z", PEN)
        + sheet("M29 14v23H10A26 26 0 0 1 29 14z", PEN),
        "sun": sheet("M14 46a18 18 0 0 1 36 0z", PEN)
        + stroke("M32 8v10M10 18l7 7M54 18l-7 7M4 40h5M55 40h5", 5)
        + stroke("M6 54h52", 5),
        "leaf": sheet("M10 54V34A26 26 0 0 1 36 8h20v18A28 28 0 0 1 28 54z", PEN)
        + stroke("M16 50L42 22M28 36V24M30 34h12", 3, WHITE),
        "bell": sheet("M12 46V30a20 20 0 0 1 40 0v16z", PEN)
        + bar(6, 44, 52, 7, 3.5, PEN)
        + sheet("M25 53h14a7 7 0 0 1-14 0z", PEN)
        + stroke("M22 32a10 10 0 0 1 8-12", 3, WHITE),
        "snail": sheet("M4 56a8 8 0 0 1 0-2h38V36h8v-4a6 6 0 0 1 12 2v10A12 12 0 0 1 50 56z", PEN)
        + dot(26, 34, 20, PEN)
        + stroke("M26 34a5 5 0 0 1 8 0a9 9 0 0 1-17 4a12 12 0 0 1 10-16", 3, WHITE)
        + stroke("M52 30V20M60 30V20", 3),
        "kite": sheet("M32 4L52 26 32 48 12 26z", PEN)
        + stroke("M32 8v36M16 26h32", 2.6, WHITE)
        + stroke("M32 48a6 6 0 0 0 6 6a6 6 0 0 1 6 6", 4),
        "moon": sheet("M40 6A27 27 0 1 0 58 42A22 22 0 0 1 40 6z", PEN) + dot(52, 16, 4, PEN),
    }
)

# The colours a child may have, names of `palette.BACKGROUNDS`: every picture is clear on each of them.
COLOURS = ("coral", "marigold", "teal", "sky")


def picture(name: str) -> str:
    """One child's picture alone, without its doorway."""
    return kit.svg(VIEW_BOX, PICTURES[name], class_="picture")


def sprite() -> str:
    """All pictures as symbols named `picture-fish`, `picture-boat`, …, for a page to pick from."""
    return "".join(kit.symbol(f"picture-{name}", VIEW_BOX, parts) for name, parts in PICTURES.items())
