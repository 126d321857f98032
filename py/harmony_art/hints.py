"""The pictograms of the scan hints: a badge in a doorway, and what to do with it (96 box)."""

from collections.abc import Mapping
from types import MappingProxyType

from harmony_art import kit
from harmony_art.kit import arch, bar, dot, group, sheet, stroke
from harmony_art.palette import CORAL, MARIGOLD, NIGHT, PEN, SKY, TEAL, WHITE
from harmony_art.props import toy_code


def _doorway(colour: str = SKY) -> str:
    return arch(48, 96, 48, 48, colour)


def _label(x: float, y: float, width: float) -> str:
    """A square badge with an outline."""
    paper = bar(x, y, width, width, width * 0.12, WHITE, stroke=PEN, stroke_width=3)
    return paper + toy_code(x + width * 0.16, y + width * 0.16, width * 0.68)


_LETTER = (
    bar(26, 36, 44, 44, 5, WHITE, stroke=PEN, stroke_width=3)
    + bar(34, 46, 28, 5, 2.5, PEN)
    + bar(34, 56, 28, 5, 2.5, PEN)
    + bar(34, 66, 16, 5, 2.5, PEN)
)

# In the order of a scan; the names are the page's `data-hint`.
HINTS: Mapping[str, str] = MappingProxyType(
    {
        "look": _doorway() + _label(26, 36, 44),
        "closer": _doorway()
        + _label(34, 46, 28)
        + stroke(
            "M28 40L16 28M16 38V28h10M68 40l12-12M80 38V28H70M28 78L18 88M18 80v8h8M68 78l10 10M78 80v8h-8", 5
        ),
        "further": _doorway()
        + _label(22, 34, 52)
        + stroke("M6 56l12 8-12 8M90 56l-12 8 12 8M40 12l8 14 8-14", 5),
        "light": _doorway(NIGHT)
        + sheet("M28 30a20 20 0 0 1 40 0z", MARIGOLD)
        + stroke("M48 36v8M34 36l-6 8M62 36l6 8", 5, MARIGOLD)
        + _label(30, 52, 36),
        "tilt": _doorway()
        + group(_label(28, 40, 42), transform="rotate(-16 49 61)")
        + sheet("M62 34l3 7 7 3-7 3-3 7-3-7-7-3 7-3z", MARIGOLD, stroke=PEN, stroke_width=2.5)
        + stroke("M12 58a34 34 0 0 1 12-26M14 30l11 1-2 11", 5),
        "still": _doorway()
        + _label(30, 38, 36)
        + stroke(
            "M20 42v-6a8 8 0 0 1 8-8h6M76 42v-6a8 8 0 0 0-8-8h-6"
            "M20 72v6a8 8 0 0 0 8 8h6M76 72v6a8 8 0 0 1-8 8h-6",
            5,
        ),
        "wrong": _doorway()
        + _LETTER
        + dot(72, 78, 15, CORAL)
        + stroke("M67 73l10 10M77 73l-10 10", 4.5, WHITE),
        "one": _doorway()
        + _label(12, 40, 38)
        + _label(56, 46, 26)
        + dot(76, 78, 15, CORAL)
        + stroke("M71 73l10 10M81 73l-10 10", 4.5, WHITE),
        "again": _doorway(TEAL)
        + _label(32, 42, 34)
        + stroke("M20 46a34 34 0 0 0 6 34M14 72l12 9 7-13M78 72a34 34 0 0 0-7-34M84 47l-13-10-6 14", 5),
        "found": _doorway(TEAL) + stroke("M26 60l16 16 30-36", 11, WHITE),
    }
)


def hint(name: str) -> str:
    """The pictogram of one hint."""
    return kit.svg("0 0 96 96", HINTS[name])
