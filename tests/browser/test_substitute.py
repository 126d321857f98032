"""A substitute: a page that a teacher prints, held up at the door, opens one class until it is ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.staff import (
    VIOLATIONS,
    age_second_steps,
    check_state,
    come_in,
    open_console,
    shown_students,
    staff,
    teacher,
)
from tests.browser.test_backup_code import offer, send
from tests.running import Server, harmony

pytestmark = pytest.mark.browser

NUMBER_OF = """(name) => fetch(`/api/v1/staff/students?q=${encodeURIComponent(name)}`)
  .then((answer) => answer.json())
  .then(({ students }) => students[0].username)"""


def made_page(page: Page, out: Path) -> tuple[str, str]:
    """A page for the class that shows, its code saved; gives the class's name and what the code says."""
    title = page.locator("h1").inner_text()
    page.get_by_test_id("substitute-button").click()
    page.get_by_test_id("substitute-name").fill("Jo Field")
    check_state(page)
    page.get_by_test_id("substitute-make").click()
    page.get_by_test_id("substitute-page").locator(".qr").screenshot(path=out)
    seen = cv2.imread(str(out), cv2.IMREAD_GRAYSCALE)
    assert seen is not None
    read = zxingcpp.read_barcode(seen)
    assert read is not None
    return title, read.text


def test_a_page_at_the_door_opens_one_class_and_its_codes(
    server: Server, open_browser: Open, camera_video: Callable[[Path], Path], tmp_path: Path
) -> None:
    """T-53: held up to the camera it opens the class; a code lets a child in; once ended it opens nothing."""
    page = open_console(open_browser, server, device_scale_factor=2).page
    come_in(page, teacher(server))
    page.get_by_test_id("class-row").first.click()
    students = shown_students(page)
    title, _ = made_page(page, tmp_path / "code.png")
    check_state(page)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_test_id("substitute-row")).to_contain_text("Jo Field")

    room = open_browser(camera_video(tmp_path / "code.png"))
    room.page.goto(server.address)
    room.page.get_by_test_id("badge-button").click()
    room.page.wait_for_url("**/staff/substitute/")
    assert sorted(shown_students(room.page)) == sorted(students)
    expect(room.page.locator("h1")).to_have_text(title)
    first = room.page.get_by_test_id("student-row").first
    number = page.evaluate(NUMBER_OF, first.get_by_test_id("student-name").inner_text())
    first.get_by_role("button").click()
    room.page.get_by_test_id("backup-code").wait_for()
    assert room.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    code = room.page.get_by_test_id("backup-code").inner_text()

    child = open_browser(camera="none")
    child.page.goto(server.address)
    offer(child)
    send(child, number, code)
    child.page.get_by_test_id("dashboard").wait_for()

    page.get_by_test_id("substitute-end").click()
    page.get_by_role("button", name="End it now").click()
    expect(page.get_by_test_id("substitute-row")).to_have_count(0)
    room.page.get_by_role("button", name="Done").click()
    room.page.get_by_test_id("substitute-closed").wait_for()
    assert room.page.get_by_test_id("student-row").count() == 0


def test_a_printed_link_is_followed_and_nothing_of_it_stays(
    server: Server, open_browser: Open, tmp_path: Path
) -> None:
    """Its digits leave address and history at once; who leaves has nothing of the class on the screen."""
    page = open_console(open_browser, server).page
    come_in(page, teacher(server))
    page.get_by_test_id("class-row").first.click()
    _, text = made_page(page, tmp_path / "code.png")
    digits = text.rpartition("#")[2]
    watched = open_browser(camera="none", viewport={"width": 390, "height": 844})
    watched.context.add_init_script(VIOLATIONS)
    watched.page.goto(f"{server.address}/staff/#{digits}")
    assert shown_students(watched.page)
    assert watched.page.url == f"{server.address}/staff/substitute/"
    assert watched.page.evaluate("history.length") <= 2
    check_state(watched.page)
    watched.page.reload()
    assert shown_students(watched.page)
    watched.page.get_by_role("button", name="Sign out").click()
    watched.page.get_by_text("You have left").wait_for()
    watched.page.reload()
    watched.page.get_by_text("Hold your page up to the camera").wait_for()
    assert not [url for _, url, _ in watched.requests if digits[:40] in url]


def test_older_students_get_slips_on_paper(server: Server, open_browser: Open, tmp_path: Path) -> None:
    """A class's slips say in numbers what they end, and come as a PDF whose codes open the claim page."""
    browser = open_console(open_browser, server, accept_downloads=True)
    page = browser.page
    come_in(page, staff(server, "administrator"))
    page.goto(f"{server.address}/staff/#find?q=1033")
    page.get_by_test_id("student-name").first.click()
    page.locator("[data-slot=classes] a").first.click()
    students = len(shown_students(page))
    page.get_by_test_id("slips-button").click()
    expect(page.get_by_test_id("what-will-happen")).to_contain_text(f"{students}students get a slip")
    check_state(page)
    with page.expect_download() as download:
        page.get_by_test_id("slips-go").click()
    download.value.save_as(tmp_path / "slips.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "slips.pdf")
    codes = zxingcpp.read_barcodes(document[0].render(scale=300 / 72).to_pil())
    document.close()
    assert len({code.text for code in codes}) == students
    assert all("/claim/#" in code.text for code in codes)
    page.get_by_test_id("slips-done").wait_for()
    expect(page.get_by_test_id("what-will-happen")).to_contain_text(f"{students}have a slip already")
    check_state(page)


def test_a_lead_prints_the_slips_of_a_whole_school(
    server: Server, open_browser: Open, tmp_path: Path
) -> None:
    """From the school's badges, after the second step is done anew; each student's slip has its own code."""
    who = staff(server, "school_lead")
    given = ("--username", who.username, "--kind", "school_lead", "--school", "birch")
    harmony("staff", "grant", *given, "--data", server.data)
    page = open_console(open_browser, server, accept_downloads=True).page
    come_in(page, who)
    page.goto(f"{server.address}/staff/#badges")
    page.get_by_role("button", name="Birch Hill School").click()
    check_state(page)
    page.get_by_test_id("slips-school").click()
    slips = page.get_by_test_id("what-will-happen").locator("[data-slot=n-slips]")
    expect(slips).not_to_be_empty()
    students = int(slips.inner_text())
    age_second_steps(server)
    page.get_by_test_id("slips-go").click()
    page.get_by_test_id("staff-code").fill(who.next_code)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "slips.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "slips.pdf")
    sheets = [document[number].render(scale=300 / 72).to_pil() for number in range(len(document))]
    document.close()
    codes = {code.text for sheet in sheets for code in zxingcpp.read_barcodes(sheet)}
    assert len(codes) == students > 20
