"""What an app without a drawing shows behind its letters: a plate, and a mark to tell tiles apart."""

from harmony_art import kit
from harmony_art.kit import arch, bar, dot, sheet
from harmony_art.palette import FACE, PEN

VIEW_BOX = "0 0 96 96"

PLATES = (
    arch(48, 88, 28, 34, FACE),
    dot(48, 56, 32, FACE),
    bar(18, 26, 60, 62, 12, FACE),
    sheet("M18 88V58a32 32 0 0 1 32-32h28v30a32 32 0 0 1-32 32z", FACE),
)
MARKS = (
    dot(20, 20, 8, PEN) + dot(76, 20, 8, PEN),
    sheet("M34 16a14 14 0 0 1 28 0z", PEN),
    bar(10, 82, 76, 8, 4, PEN),
    sheet("M0 96V76a20 20 0 0 1 20 20zM96 96V76a20 20 0 0 0-20 20z", PEN),
    dot(48, 12, 6, PEN) + dot(32, 16, 5, PEN) + dot(64, 16, 5, PEN),
    bar(6, 46, 7, 42, 3.5, PEN) + bar(83, 46, 7, 42, 3.5, PEN),
)


def sprite() -> str:
    """All plates and marks as symbols named `plate-0`, …, `mark-0`, …, for a page to pick from."""
    return "".join(
        kit.symbol(f"{kind}-{place}", VIEW_BOX, parts)
        for kind, all_parts in (("plate", PLATES), ("mark", MARKS))
        for place, parts in enumerate(all_parts)
    )
