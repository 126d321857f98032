"""Twelve icons for learning apps, made of the kit: for apps that bring none of their own.

Each stands on the base line of a 96 box, on one of `palette.BACKGROUNDS`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from harmony_art import kit
from harmony_art.kit import arch, bar, dot, group, sheet, stroke
from harmony_art.palette import CORAL, FACE, MARIGOLD, PEN, SKY, TEAL, WHITE


@dataclass(frozen=True)
class AppIcon:
    """An icon's drawing (96 box, no background) and the name of the background it is made for."""

    background: str
    drawing: str


APP_ICONS: Mapping[str, AppIcon] = MappingProxyType(
    {
        "story": AppIcon(
            "sky",
            sheet("M8 34a20 14 0 0 1 40 0v50a20 12 0 0 0-40 0z", WHITE)
            + sheet("M88 34a20 14 0 0 0-40 0v50a20 12 0 0 1 40 0z", FACE)
            + stroke("M48 34v48", 4)
            + stroke("M18 42a14 9 0 0 1 20 0M18 56a14 9 0 0 1 20 0", 4, TEAL)
            + sheet("M58 58a10 10 0 0 1 20 0z", CORAL),
        ),
        "sound": AppIcon(
            "marigold",
            bar(10, 66, 22, 22, 3, PEN)
            + bar(36, 48, 22, 40, 3, CORAL)
            + bar(62, 30, 22, 58, 3, TEAL)
            + dot(21, 54, 8, PEN)
            + stroke("M34 44a14 14 0 0 0-12-12M44 36a26 26 0 0 0-20-18", 5),
        ),
        "garden": AppIcon(
            "paper",
            stroke("M24 88V56M48 88V40M72 88V56", 5, TEAL)
            + sheet(
                "M24 76a12 12 0 0 1 12-12a12 12 0 0 1-12 12zM72 76a12 12 0 0 0-12-12a12 12 0 0 0 12 12z", TEAL
            )
            + dot(24, 46, 13, CORAL)
            + dot(48, 28, 15, MARIGOLD)
            + dot(72, 46, 13, SKY)
            + dot(24, 46, 4, PEN)
            + dot(43, 28, 4, PEN)
            + dot(54, 28, 4, PEN)
            + dot(66, 46, 3.4, PEN)
            + dot(78, 46, 3.4, PEN)
            + dot(72, 39, 3.4, PEN),
        ),
        "shape": AppIcon(
            "coral",
            bar(12, 50, 38, 38, 4, MARIGOLD)
            + arch(70, 88, 18, 14, FACE)
            + sheet("M28 46a20 20 0 0 1 40 0z", SKY)
            + dot(48, 14, 9, PEN),
        ),
        "paint": AppIcon(
            "teal",
            sheet("M16 44h64v28a16 16 0 0 1-16 16H32a16 16 0 0 1-16-16z", FACE)
            + sheet(
                "M16 44h64v10a7 7 0 0 1-14 0a6 6 0 0 0-12 0v16"
                "a7 7 0 0 1-14 0V56a6 6 0 0 0-12 0a6 6 0 0 1-12 0z",
                CORAL,
            )
            + stroke("M62 42L78 12", 8)
            + sheet("M70 20l10-18a9 9 0 0 1 7 14l-8 9z", MARIGOLD)
            + stroke("M24 40a24 24 0 0 1 34-18", 4),
        ),
        "beat": AppIcon(
            "marigold",
            sheet("M12 46h72v26a36 14 0 0 1-72 0z", CORAL)
            + sheet("M12 46a36 14 0 0 1 72 0a36 14 0 0 1-72 0z", FACE)
            + stroke("M14 60l17 24 17-20 17 20 17-24", 4, WHITE)
            + stroke("M54 40L76 8M40 42L18 14", 5)
            + dot(78, 7, 6, PEN)
            + dot(16, 12, 6, PEN),
        ),
        "world": AppIcon(
            "paper",
            dot(48, 52, 36, SKY)
            + sheet("M26 24a36 36 0 0 1 22-8v20a14 14 0 0 1-14 14H14a36 36 0 0 1 12-26z", TEAL)
            + sheet("M52 88V72a14 14 0 0 1 14-14h18A36 36 0 0 1 52 88z", TEAL)
            + dot(64, 34, 7, FACE),
        ),
        "code": AppIcon(
            "teal",
            stroke("M38 81a12 12 0 0 0 10-12V52a14 14 0 0 1 14-14h14", 7, FACE, stroke_dasharray="1 14")
            + bar(4, 70, 24, 18, 9, PEN)
            + sheet("M66 22l26 16-26 16z", MARIGOLD)
            + dot(16, 79, 3, MARIGOLD),
        ),
        "quiet": AppIcon(
            "sky",
            sheet("M50 14A34 34 0 1 0 80 62A28 28 0 0 1 50 14z", FACE)
            + stroke("M24 60a6 6 0 0 0 12 0M42 66a6 6 0 0 0 12 0", 4)
            + dot(72, 24, 5, FACE)
            + dot(86, 40, 3, FACE),
        ),
        "mail": AppIcon(
            "coral",
            bar(8, 34, 80, 54, 8, FACE)
            + sheet("M8 42a8 8 0 0 1 8-8h64a8 8 0 0 1 8 8L56 66a14 14 0 0 1-16 0z", WHITE)
            + stroke("M10 40l30 25a14 14 0 0 0 16 0l30-25", 4)
            + sheet("M32 24a16 16 0 0 1 32 0z", MARIGOLD),
        ),
        "song": AppIcon(
            "paper",
            bar(36, 26, 7, 50, 3, PEN)
            + bar(76, 16, 7, 50, 3, PEN)
            + sheet("M36 22l47-12v15L36 37z", TEAL)
            + dot(27, 75, 16, CORAL)
            + dot(67, 65, 16, SKY),
        ),
        "discover": AppIcon(
            "teal",
            stroke("M56 22a32 32 0 0 1 8 58", 9)
            + bar(14, 78, 68, 10, 5, PEN)
            + bar(18, 64, 34, 7, 3.5, MARIGOLD)
            + group(
                bar(-5, 24, 10, 12, 2, PEN),
                bar(-11, -20, 22, 46, 5, FACE),
                bar(-7, -34, 14, 16, 4, CORAL),
                transform="translate(42 34) rotate(14)",
            ),
        ),
    }
)


def app_icon(name: str) -> str:
    """One icon as a drawing for a page; `flatten` makes it a file."""
    return kit.svg("0 0 96 96", APP_ICONS[name].drawing)
