"""The console itself over a district of five thousand: a click on a class, letters in Find. No Python yet."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserType, Page

from benchmarks import browser
from benchmarks.console.processor import processor_s
from benchmarks.console.views import letters, rows_of
from benchmarks.portal import Portal
from benchmarks.results import Row
from build_steps.paths import DIST
from harmony_server import demo
from tests import large_district
from tests.browser.staff import Staff, come_in

STUDENTS = 5000
CLICKS = 30
NAMES = ("noah ve", "amara 2003", "ximen")
WATCH = """
window.letters = [];
addEventListener("keydown", ({ timeStamp }) => requestAnimationFrame(() => setTimeout(() =>
  window.letters.push(performance.now() - timeStamp))));
window.opened = (link, count) => new Promise((resolve) => {
  const before = performance.now();
  const look = () => document.querySelectorAll("tbody [data-testid=student-row]").length < count
    ? requestAnimationFrame(look)
    : setTimeout(() => resolve(performance.now() - before));
  link.click();
  requestAnimationFrame(look);
});
"""


def rows(kind: BrowserType) -> Iterator[Row]:
    """Sign in as an administrator, open classes and type into Find."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        demo.ensure(data)
        large_district.grow(data, STUDENTS)
        with Portal(Path(folder), DIST) as portal, browser.launch(kind) as chromium:
            context = chromium.new_context(locale="en-US", service_workers="block")
            context.add_init_script(WATCH)
            page = context.new_page()
            page.goto(f"{portal.address}/staff/")
            come_in(page, _administrator(data))
            yield from rows_of("a class of 30 after the click", "ms", list(_clicks(page, portal.address)))
            yield from _typed(page, portal.address)


def _administrator(data: Path) -> Staff:
    notes = tomllib.loads((data / demo.NOTES).read_text("utf-8"))
    (known,) = [each for each in notes["staff"] if each["role"] == "administrator"]
    return Staff(known["username"], known["password"], known["totp_secret"])


def _clicks(page: Page, address: str) -> Iterator[float]:
    page.goto(f"{address}/staff/#classes")
    page.locator("[data-slot=schools]").get_by_role("link", name="Larch School 2").click()
    page.wait_for_url("**school=*")
    places = page.url
    for turn in range(CLICKS):
        page.goto(places)
        link = page.get_by_test_id("class-row").filter(has_text="Room 12").nth(turn % 10)
        yield link.evaluate("(link, count) => opened(link, count)", large_district.CLASS)


def _typed(page: Page, address: str) -> Iterator[Row]:
    page.goto(f"{address}/staff/#find")
    used, shown = [], []
    for name in NAMES * 3:
        before = processor_s()
        taken = letters(page, "#find-field", [name])
        page.get_by_test_id("student-row").first.wait_for()
        used.append(1000 * (processor_s() - before) / len(name))
        shown.extend(taken)
    yield from rows_of("a letter typed into Find over 5000 until it shows", "ms", shown)
    yield from rows_of("a letter typed into Find over 5000, processor time", "ms", used)
