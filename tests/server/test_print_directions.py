"""Lines that run both ways, as they are seen: the cases of UAX #9 that names and slips have."""

from __future__ import annotations

import pytest

from harmony_server.printing.bidi import closed, visual_runs
from harmony_server.printing.font import lettering

SEEN = {
    "Maple Street 7": "Maple Street 7",
    "אבג דה": "הד גבא",
    "For אבג": "For גבא",
    "אבג for": "for גבא",
    "אבג 12": "12 גבא",
    "אבג 12:30": "12:30 גבא",
    "אבג 12,": ",12 גבא",
    "A אבג, דה B": "A הד ,גבא B",
    "A אבג 7 B": "A 7 גבא B",
    "אב A 7 גד": "דג A 7 בא",
    "$5 אב": "בא $5",
    "סע 50%": "50% עס",
    "שָב a": "a בשָ",
    "عب 12-3": "3-12 بع",
    "אב 12-3": "12-3 בא",
    "": "",
}
"""As read, and as seen from the left; Hebrew stands for what is not joined."""


def seen(line: str) -> str:
    """A line from the left to the right."""
    return "".join(turned(run.text) if run.is_rtl else run.text for run in visual_runs(line))


def turned(text: str) -> str:
    """Letters from the last to the first; a mark stays behind its letter."""
    letters: list[str] = []
    for each in text:
        if letters and "\u0591" <= each <= "\u05c7":
            letters[-1] += each
        else:
            letters.append(each)
    return "".join(reversed(letters))


@pytest.mark.parametrize(("line", "wanted"), SEEN.items())
def test_each_part_runs_its_way(line: str, wanted: str) -> None:
    """Words, numbers and signs stand where a browser would have them."""
    assert seen(line) == wanted


def test_a_full_stop_stays_with_its_name() -> None:
    """What ends a name in letters of the other direction stands at the name's end, not at the line's."""
    assert seen("For אבי כ.") == "For כ יבא."
    assert seen(f"For {closed('אבי כ.')}").replace("\u200f", "") == "For .כ יבא"
    assert seen(f"אל {closed('Mia N.')}").replace("\u200e", "") == "Mia N. לא"
    assert closed("") == ""


@pytest.mark.parametrize("name", ["محمد", "李小明", "Đặng"])
def test_a_name_is_the_same_wherever_it_stands(name: str) -> None:
    """Beside another direction and font a name is as wide as alone: joined, and no letter left out."""
    alone, both = lettering(name), lettering(f"For {name}")
    assert both.width == pytest.approx(lettering("For ").width + alone.width)
    assert both.units_per_em == alone.units_per_em
