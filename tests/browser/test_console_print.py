"""Printing in the console: Python by PyScript in a real Chromium, under the portal's own policy."""

from __future__ import annotations

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
import zxingcpp

from harmony.badge.symbol import MODULES, QUIET_ZONE
from harmony.badge.token import parse
from harmony_print import layouts
from tests.browser.conftest import Open
from tests.browser.staff import check_state, come_in, open_console, teacher
from tests.running import Server

pytestmark = pytest.mark.browser

DPI = 300
LAYOUT = layouts.built_in()["labels-l7164"]


def pages(pdf: Path) -> list[list[zxingcpp.Barcode]]:
    """The codes of every page, row by row."""
    document = pypdfium2.PdfDocument(pdf)
    images = [document[place].render(scale=DPI / 72).to_pil() for place in range(len(document))]
    document.close()
    found = [zxingcpp.read_barcodes(image) for image in images]
    return [sorted(codes, key=_row_by_row) for codes in found]


def _row_by_row(code: zxingcpp.Barcode) -> tuple[int, int]:
    corner = code.position.top_left
    return corner.y // 100, corner.x


def mm(pixels: float) -> float:
    """A length on paper."""
    return pixels / DPI * 25.4


def test_a_class_is_printed_exactly(server: Server, open_browser: Open, tmp_path: Path) -> None:
    """Each badge decodes, squares right to 2 %, places to 0.3 mm; the page's policy refuses nothing."""
    browser = open_console(open_browser, server, accept_downloads=True)
    come_in(browser.page, teacher(server))
    browser.page.goto(f"{server.address}/staff/#print?layout={LAYOUT.id}")
    preview = browser.page.get_by_test_id("print-preview")
    preview.locator("svg").first.wait_for()
    check_state(browser.page)
    with browser.page.expect_download() as download:
        browser.page.get_by_test_id("print-pdf").click()
    download.value.save_as(tmp_path / "badges.pdf")
    printed = pages(tmp_path / "badges.pdf")
    count = int(browser.page.get_by_test_id("print-button").inner_text().split()[1])
    codes = [code for page in printed for code in page]
    assert len({parse(code.text).badge_id for code in codes}) == len(codes) == count
    for page in printed:
        for at, code in enumerate(page):
            x, y = LAYOUT.place(at)
            inset = QUIET_ZONE * LAYOUT.module_mm
            corner, other = code.position.top_left, code.position.top_right
            assert mm(other.x - corner.x) / MODULES == pytest.approx(LAYOUT.module_mm, rel=0.02)
            assert mm(corner.x) == pytest.approx(x + LAYOUT.space.code.x + inset, abs=0.3)
            assert mm(corner.y) == pytest.approx(y + LAYOUT.space.code.y + inset, abs=0.3)
    check_state(browser.page)
