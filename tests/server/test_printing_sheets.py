"""Sheets of cards to cut out, and the files that badges are written to."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from harmony.badge.symbol import MODULES, QUIET_ZONE
from harmony_print import A4, LETTER, MODULE_MM, Card, Paper
from harmony_print.sheet import HEAD_MM, MARGIN_MM, RULER_MM
from harmony_server.printing import sheet_pdf, write_private
from harmony_server.printing.png import DPI
from tests.server.prints import FISH, MM_PER_INCH, dark_span, drawn, pages, pixel, read_codes


def fifteen() -> list[Card]:
    """The cards of a class, each with a badge of its own."""
    names = "ABCDEFGHIJKLMNO"
    return [Card(drawn(f"{letter}AAAAAAAAAAA"), FISH, f"{letter}nne") for letter in names]


@pytest.mark.parametrize(("paper", "each"), [(LETTER, 6), (A4, 4)])
def test_a_sheet_holds_every_badge_at_full_size(paper: Paper, each: int) -> None:
    """All badges decode from pages of the paper's size, and none is scaled to fit."""
    cards = fifteen()
    printed = pages(sheet_pdf(cards, paper), dpi=150)
    assert len(printed) == -(-len(cards) // each)
    assert printed[0].shape == pytest.approx(
        [size / MM_PER_INCH * 150 for size in (paper.height, paper.width)], abs=1
    )
    codes = [code for page in printed for code in read_codes(page)]
    assert sorted(code.text for code in codes) == sorted(card.symbol.text for card in cards)
    for code in codes:
        width = code.position.top_right.x - code.position.top_left.x
        assert width / MODULES * MM_PER_INCH / 150 == pytest.approx(MODULE_MM, rel=0.01)


def test_a_sheet_has_a_line_to_measure_and_marks_to_cut_along() -> None:
    """The line above the cards is 50 mm long, and grey marks stand at the corners of each card."""
    card = fifteen()[0]
    page = pages(sheet_pdf([card], LETTER))[0]
    ruler = page[pixel(MARGIN_MM + 2.9) : pixel(MARGIN_MM + 3.1), : pixel(MARGIN_MM + RULER_MM + 2)]
    first, last = dark_span(ruler)
    assert (last - first) / DPI * MM_PER_INCH == pytest.approx(RULER_MM, abs=0.5)
    assert first == pytest.approx(pixel(MARGIN_MM), abs=3)
    left = (LETTER.width - 3 * card.width_mm) / 2
    top = MARGIN_MM + HEAD_MM
    for x in (left, left + card.width_mm):
        for y in (top + 1, top + card.height_mm - 1):
            assert page[pixel(y), pixel(x) - 3 : pixel(x) + 4].min() < 200


def test_marks_to_cut_along_stay_out_of_the_quiet_zone() -> None:
    """Beside and between the codes of a sheet there is nothing but white."""
    cards = fifteen()[:6]
    page = pages(sheet_pdf(cards, LETTER))[0]
    left = (LETTER.width - 3 * cards[0].width_mm) / 2
    quiet = QUIET_ZONE * cards[0].module_mm
    for row in range(2):
        top = MARGIN_MM + HEAD_MM + row * cards[0].height_mm + cards[0].code_top_mm
        rows = page[pixel(top) + 1 : pixel(top + cards[0].width_mm) - 1]
        for column in range(3):
            x = left + column * cards[0].width_mm
            assert rows[:, pixel(x) + 1 : pixel(x + quiet) - 1].min() == 255
            assert (
                rows[:, pixel(x + cards[0].width_mm - quiet) + 2 : pixel(x + cards[0].width_mm) - 1].min()
                == 255
            )


def test_a_card_too_large_for_the_paper_is_refused() -> None:
    """A sheet that cannot hold one card says so."""
    with pytest.raises(ValueError, match=r"A card of 225 x .* does not fit on letter paper"):
        sheet_pdf([Card(drawn(), FISH, module_mm=5)], LETTER)


def test_a_file_is_replaced_whole_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    """Writing again replaces the file; what was there readable by all is private afterwards."""
    path = tmp_path / "badge.png"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_private(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    """When writing fails the folder is as it was."""
    (tmp_path / "badge.png").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_private(tmp_path / "badge.png", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["badge.png"]
