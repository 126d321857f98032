"""The console over a district of five thousand: what a morning asks for, in a real Chromium."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from playwright.sync_api import Page, expect

from tests import large_district
from tests.browser.conftest import Open
from tests.browser.staff import check_state, come_in, open_console, shown_students, staff
from tests.running import Server

pytestmark = pytest.mark.browser

STUDENTS = 5000
SCHOOL = "Larch School 2"
FIRST = large_district.SCHOOL
"""The school's first student, counted from 0."""


@pytest.fixture
def large(dist: Path, demo_data: Path, tmp_path: Path) -> Iterator[Server]:
    """A running server over the demo district with five thousand students more."""
    data = Path(shutil.copytree(demo_data, tmp_path / "data"))
    large_district.grow(data, STUDENTS)
    running = Server(data, dist, tmp_path / "server.log")
    running.start()
    yield running
    running.stop()


def test_a_morning_in_a_district_of_five_thousand(large: Server, open_browser: Open, tmp_path: Path) -> None:
    """A child found as one types, a school printed by the server, a class filtered, a void and its undo."""
    page = open_console(open_browser, large, accept_downloads=True).page
    come_in(page, staff(large, "administrator"))
    find(page)
    print_school(page, large, tmp_path / "school.pdf")
    open_class(page, large)
    void_and_undo(page)


def find(page: Page) -> None:
    """Two letters bring some of many, the whole name one whose code is given by keys."""
    given, family = large_district.name_of(FIRST)
    page.keyboard.press("/")
    page.keyboard.type(given[:2])
    expect(page.get_by_test_id("student-row")).to_have_count(50)
    expect(page.locator("[data-slot=more]")).to_be_visible()
    page.keyboard.type(f"{given[2:]} {family} {large_district.number_of(FIRST)}")
    expect(page.get_by_test_id("student-row")).to_have_count(1)
    check_state(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    code = page.get_by_test_id("backup-code")
    code.wait_for()
    assert re.fullmatch(r"\d{3} \d{3}", code.inner_text())


def print_school(page: Page, large: Server, file: Path) -> None:
    """The server draws all six hundred badges, tells how far it is, and hands the file over."""
    page.goto(f"{large.address}/staff/#badges")
    page.get_by_role("button", name=SCHOOL).click()
    page.locator("#grades").get_by_role("button", name="Print the school").click()
    page.get_by_test_id("print-preview").locator(".paper svg").wait_for()
    page.get_by_test_id("print-button").click()
    expect(page.locator("[data-region=progress] progress")).to_have_attribute(
        "max", str(large_district.SCHOOL)
    )
    with page.expect_download() as download:
        page.get_by_test_id("print-job-pdf").click()
    download.value.save_as(file)
    with pypdfium2.PdfDocument(file) as document:
        assert large_district.SCHOOL / 10 <= len(document) <= large_district.SCHOOL


def open_class(page: Page, large: Server) -> None:
    """A class of the school has thirty; a filter leaves some, stands in the address and is kept by it."""
    page.goto(f"{large.address}/staff/#classes")
    page.locator("[data-slot=schools]").get_by_role("link", name=SCHOOL).click()
    expect(page.get_by_test_id("class-row")).to_have_count(large_district.SCHOOL // large_district.CLASS)
    page.get_by_test_id("class-row").first.click()
    assert len(shown_students(page)) == large_district.CLASS
    page.locator(".chips a").nth(3).click()
    page.wait_for_url(re.compile("show=without"))
    expect(page.get_by_test_id("student-row")).to_have_count(0)
    page.reload()
    page.locator(".chips a[aria-current]").wait_for()
    expect(page.get_by_test_id("student-row")).to_have_count(0)
    page.locator(".chips a").first.click()
    check_state(page)


def void_and_undo(page: Page) -> None:
    """The badge of the class's first child stops and works again."""
    page.get_by_test_id("student-row").first.get_by_test_id("student-name").click()
    page.get_by_test_id("void-button").click()
    expect(page.get_by_test_id("what-will-happen")).to_contain_text("1badges stop working now")
    page.get_by_test_id("confirm").click()
    expect(page.locator("main")).to_contain_text("No working badge")
    page.get_by_test_id("undo").click()
    expect(page.locator("[data-slot=no-badge]")).to_be_hidden()
