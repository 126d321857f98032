"""Badges on paper, read back from a PDF as pixels: what they say, how large and where they are."""

from __future__ import annotations

from collections.abc import Iterable

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
import zxingcpp

from harmony.badge.symbol import MODULES, QUIET_ZONE
from harmony.badge.token import parse
from harmony_print import Layout

DPI = 300
Codes = list[zxingcpp.Barcode]


def sheets(pdf: bytes) -> list[Codes]:
    """The codes of every page, row by row."""
    document = pypdfium2.PdfDocument(pdf)
    images = [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    document.close()
    return [sorted(zxingcpp.read_barcodes(image), key=_row_by_row) for image in images]


def _row_by_row(code: zxingcpp.Barcode) -> tuple[int, int]:
    corner = code.position.top_left
    return corner.y // 100, corner.x


def badge_ids(printed: Iterable[Codes]) -> list[str]:
    """Whose codes they are."""
    return [parse(code.text).badge_id for page in printed for code in page]


def hold_to_grid(printed: Iterable[Codes], layout: Layout, *, start: int = 1) -> None:
    """Squares right to 2 %, codes to 0.3 mm where their labels are, from label `start` of the first page."""
    first = start - 1
    for page in printed:
        for at, code in enumerate(page, start=first):
            x, y = layout.place(at)
            inset = QUIET_ZONE * layout.module_mm
            corner, other = code.position.top_left, code.position.top_right
            assert _mm(other.x - corner.x) / MODULES == pytest.approx(layout.module_mm, rel=0.02)
            assert _mm(corner.x) == pytest.approx(x + layout.space.code.x + inset, abs=0.3)
            assert _mm(corner.y) == pytest.approx(y + layout.space.code.y + inset, abs=0.3)
        first = 0


def _mm(pixels: float) -> float:
    return pixels / DPI * 25.4
