"""Printing in the console: Python by PyScript in a real Chromium, under the portal's own policy."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from harmony_print import Layout, layouts
from tests.browser.conftest import Open
from tests.browser.printed import badge_ids, hold_to_grid, sheets
from tests.browser.staff import check_state, come_in, open_console, teacher
from tests.running import Server

pytestmark = pytest.mark.browser

LAYOUTS = layouts.built_in()
BADGES = 3


def test_a_class_is_printed_exactly(server: Server, open_browser: Open, tmp_path: Path) -> None:
    """The file of a class, and every sheet as Chromium prints it: badges read, at their size and place."""
    browser = open_console(open_browser, server, accept_downloads=True)
    browser.context.add_init_script("window.print = () => {}")  # the dialog; `print_sheets` is what it does
    page = browser.page
    page.reload()
    come_in(page, teacher(server))
    page.get_by_test_id("class-row").first.click()
    page.get_by_test_id("student-row").first.wait_for()
    layout = LAYOUTS["labels-l7164"]
    page.goto(f"{server.address}/staff/#print?layout={layout.id}")
    page.get_by_test_id("print-preview").locator(".paper svg").wait_for()
    check_state(page)
    with page.expect_download() as download:
        page.get_by_test_id("print-pdf").click()
    download.value.save_as(tmp_path / "badges.pdf")
    printed = sheets((tmp_path / "badges.pdf").read_bytes())
    count = int(page.get_by_test_id("print-button").inner_text().split()[1])
    assert len(set(badge_ids(printed))) == count
    hold_to_grid(printed, layout)
    check_state(page)
    choose(page, server)
    for each in LAYOUTS.values():
        start = max(each.per_page - 1, 1)
        printed = sheets(print_sheets(page, each, start))
        assert len(set(badge_ids(printed))) == BADGES
        hold_to_grid(printed, each, start=start)


def choose(page: Page, server: Server) -> None:
    """Come to the page that prints from the list of a class, with the first few chosen."""
    page.goto(f"{server.address}/staff/#today")
    page.get_by_test_id("class-row").last.click()
    for at in range(BADGES):
        page.locator("tbody [data-slot=pick]").nth(at).check()
    page.locator("[data-slot=print-picked]").click()
    expect(page.get_by_test_id("print-button")).to_contain_text(f"Print {BADGES}")


def print_sheets(page: Page, layout: Layout, start: int) -> bytes:
    """Choose a sheet and its first free label, and print from the page at 100 % as Chromium does."""
    page.locator(f"#sheet-{layout.id}").check()
    paper = f"0 0 {layout.paper.width:g} {layout.paper.height:g}"
    preview = page.get_by_test_id("print-preview").locator(f'svg[viewBox="{paper}"]')
    expect(preview.locator("rect[stroke-dasharray]")).to_have_count(layout.per_page)
    if layout.per_page > 1:
        page.locator(f"#at-{start}").check(force=True)
        expect(page.locator(f"#at-{start}")).to_be_checked()
    page.get_by_test_id("print-button").click()
    page.get_by_test_id("print-done").wait_for()
    return page.pdf(prefer_css_page_size=True, print_background=True)
