"""The twelve pictures of which a child makes two their secret, each with the paper behind it.

None is a picture of `pictures`: that one stands on the child's own badge.
"""

from collections.abc import Mapping
from types import MappingProxyType

from harmony_art import kit
from harmony_art.kit import arch, bar, dot, sheet, stroke
from harmony_art.palette import CORAL, FACE, MARIGOLD, PEN, SKIN, SKY, TEAL, WHITE

VIEW_BOX = "0 0 96 96"

_TREE = dot(48, 34, 23, TEAL) + dot(30, 50, 17, TEAL) + dot(66, 50, 17, TEAL)
_EYES = dot(37, 52, 11, WHITE) + dot(59, 52, 11, WHITE) + dot(37, 52, 4.8, PEN) + dot(59, 52, 4.8, PEN)
_WHEELS = dot(28, 78, 11, PEN) + dot(68, 78, 11, PEN) + dot(28, 78, 4, WHITE) + dot(68, 78, 4, WHITE)

PICTURES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "apple": (
            "paper",
            dot(38, 62, 22, CORAL)
            + dot(58, 62, 22, CORAL)
            + sheet("M17 64h62a31 26 0 0 1-62 0z", CORAL)
            + stroke("M48 44V26", 5)
            + sheet("M50 30a18 18 0 0 1 18-18a18 18 0 0 1-18 18z", TEAL)
            + stroke("M27 60a12 12 0 0 1 8-11", 4, WHITE),
        ),
        "house": (
            "sky",
            bar(22, 50, 52, 38, 2, WHITE)
            + sheet("M12 52a36 36 0 0 1 72 0z", CORAL)
            + arch(48, 88, 9, 12, PEN)
            + dot(48, 38, 6, FACE),
        ),
        "tree": (
            "paper",
            bar(42, 58, 12, 30, 3, SKIN)
            + _TREE
            + dot(42, 30, 4, CORAL)
            + dot(60, 42, 4, CORAL)
            + dot(32, 50, 4, CORAL),
        ),
        "car": (
            "marigold",
            sheet("M24 58a24 24 0 0 1 48 0z", FACE)
            + bar(46, 34, 5, 24, 0, SKY)
            + bar(8, 56, 80, 22, 10, SKY)
            + _WHEELS,
        ),
        "cup": (
            "coral",
            sheet("M18 42h46v22a23 22 0 0 1-46 0z", WHITE)
            + stroke("M64 48h6a9 9 0 0 1 0 18h-7", 6, WHITE)
            + bar(12, 82, 58, 7, 3.5, PEN)
            + stroke("M32 32a6 6 0 0 1 0-12M50 32a6 6 0 0 1 0-12", 4.5),
        ),
        "bee": (
            "sky",
            dot(42, 36, 13, WHITE)
            + dot(60, 36, 13, WHITE)
            + bar(16, 44, 64, 38, 19, MARIGOLD)
            + bar(38, 44, 9, 38, 0, PEN)
            + bar(58, 44, 9, 38, 0, PEN)
            + dot(28, 60, 3.8, PEN)
            + stroke("M26 44a10 10 0 0 0-10-10", 4),
        ),
        "ball": (
            "paper",
            dot(48, 56, 32, SKY)
            + sheet("M48 24a32 32 0 0 1 32 32H48z", CORAL)
            + sheet("M48 88a32 32 0 0 1-32-32h32z", MARIGOLD)
            + dot(48, 56, 8, PEN),
        ),
        "owl": (
            "teal",
            sheet("M20 46l2-22 18 12zM76 46l-2-22-18 12z", SKIN)
            + arch(48, 88, 28, 28, SKIN)
            + arch(48, 88, 16, 8, FACE)
            + _EYES
            + sheet("M43 62h10l-5 9z", MARIGOLD),
        ),
        "hat": (
            "marigold",
            sheet("M24 76V50a24 24 0 0 1 48 0v26z", CORAL)
            + bar(24, 62, 48, 12, 0, WHITE)
            + bar(6, 74, 84, 13, 6.5, CORAL),
        ),
        "cloud": (
            "sky",
            dot(32, 52, 18, WHITE)
            + dot(56, 44, 22, WHITE)
            + bar(14, 50, 70, 22, 11, WHITE)
            + stroke("M32 80v7M50 80v7M68 80v7", 5),
        ),
        "umbrella": (
            "paper",
            sheet("M8 54a40 40 0 0 1 80 0z", CORAL)
            + sheet("M33 54a15 38 0 0 1 30 0z", MARIGOLD)
            + stroke("M48 54v24a8 8 0 0 0 16 0M48 14V9", 5),
        ),
        "mushroom": (
            "teal",
            bar(36, 50, 24, 38, 9, FACE)
            + sheet("M10 58a38 38 0 0 1 76 0z", CORAL)
            + dot(32, 44, 6.5, WHITE)
            + dot(56, 34, 7.5, WHITE)
            + dot(70, 50, 4.5, WHITE),
        ),
    }
)
"""By name: a colour's name of `palette.BACKGROUNDS`, and the drawing."""


def secret_picture(name: str) -> str:
    """One of the twelve, without the paper behind it."""
    return kit.svg(VIEW_BOX, PICTURES[name][1])


def paper_of(name: str) -> str:
    """The colour's name of the paper behind it."""
    return PICTURES[name][0]
