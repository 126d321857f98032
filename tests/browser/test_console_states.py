"""The console's states: nothing in them hinders anybody, and nothing typed is lost when something fails."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.staff import check_state, come_in, give_password, open_console, shown_students, teacher
from tests.running import Server

pytestmark = pytest.mark.browser

WINDOWS = [
    {"viewport": {"width": 1366, "height": 768}},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
]


@pytest.mark.parametrize("window", WINDOWS, ids=["laptop", "phone-dark"])
def test_no_state_hinders_anybody(server: Server, open_browser: Open, window: dict[str, object]) -> None:
    """Nothing is found by axe from the door to one's own account, light and dark, on laptops and phones."""
    who = teacher(server)
    page = open_console(open_browser, server, **window).page
    check_state(page)
    give_password(page, who)
    check_state(page)
    page.get_by_test_id("staff-code").fill(who.code)
    page.keyboard.press("Enter")
    page.get_by_test_id("class-row").first.wait_for()
    check_state(page)
    page.get_by_test_id("student-search").fill("10")
    page.get_by_test_id("student-row").first.wait_for()
    check_state(page)
    page.get_by_test_id("class-row").first.click()
    shown_students(page)
    page.locator("tbody [data-slot=pick]").first.check()
    check_state(page)
    page.get_by_test_id("student-row").first.get_by_test_id("student-name").click()
    page.get_by_test_id("backup-code-button").click()
    page.get_by_test_id("backup-code").wait_for()
    check_state(page)
    page.get_by_test_id("void-button").or_(page.get_by_test_id("print-button")).first.wait_for()
    page.get_by_test_id("staff-name").click()
    page.get_by_text("Recovery codes").wait_for()
    check_state(page)


def test_whoever_left_the_screen_open_finds_their_place_again(server: Server, open_browser: Open) -> None:
    """A session that ended hides the children; after both steps the search stands there as it was typed."""
    who = teacher(server)
    browser = open_console(open_browser, server)
    page = browser.page
    come_in(page, who)
    page.get_by_test_id("class-row").first.wait_for()
    browser.context.clear_cookies()
    page.get_by_test_id("student-search").fill("1013")
    page.get_by_text("You were signed out").wait_for()
    expect(page.get_by_test_id("class-list")).to_be_hidden()
    check_state(page)
    page.get_by_test_id("staff-username").fill(who.username)
    page.get_by_test_id("staff-password").fill(who.password)
    page.get_by_test_id("staff-sign-in").click()
    page.get_by_test_id("staff-code").wait_for()
    page.get_by_test_id("staff-code").fill(who.next_code)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("student-search")).to_have_value("1013")
    page.get_by_test_id("student-row").first.wait_for()


def test_a_server_that_is_away_loses_nothing(server: Server, open_browser: Open) -> None:
    """A void is kept and named while nobody answers, and sent once somebody does; a code is never kept."""
    browser = open_console(open_browser, server)
    page = browser.page
    come_in(page, teacher(server))
    page.get_by_test_id("class-row").first.click()
    row = page.get_by_test_id("student-row").filter(has_text="Working").first
    row.get_by_test_id("student-name").click()
    page.get_by_test_id("backup-code-button").wait_for()
    browser.context.set_offline(True)
    page.get_by_test_id("backup-code-button").click()
    page.get_by_text("Nothing was changed; try again").wait_for()
    browser.context.set_offline(False)
    page.get_by_test_id("void-button").click()
    expect(page.get_by_test_id("confirm")).to_contain_text("Void 1 badge")
    browser.context.set_offline(True)
    page.get_by_test_id("confirm").click()
    page.get_by_text("Void badges, not sent").wait_for()
    browser.wait_for_stage("failed")
    check_state(page)
    browser.context.set_offline(False)
    page.get_by_test_id("undo").wait_for()
    browser.wait_for_stage("ready")


def test_two_at_one_child_are_told(server: Server, open_browser: Open) -> None:
    """A password that somebody else set meanwhile is not written over without a word."""
    who = teacher(server)
    first = open_console(open_browser, server)
    page = first.page
    come_in(page, who)
    page.get_by_test_id("class-row").first.click()
    page.get_by_test_id("student-row").first.get_by_test_id("student-name").click()
    page.get_by_test_id("backup-code-button").wait_for()
    page.get_by_text("New password", exact=True).click()
    page.locator(".words li").first.wait_for()
    student = re.search(r"#student/([\w-]+)", page.url)
    assert student
    other = page.evaluate(
        """(path) => fetch(path, { method: "POST", headers: { "Content-Type": "application/json" },
             body: '{"kind": "words"}' }).then(({ status }) => status)""",
        f"/api/v1/staff/students/{student[1]}/password",
    )
    assert other == 201
    page.get_by_test_id("new-password-button").click()
    page.get_by_text("Someone else changed this child meanwhile").wait_for()
    check_state(page)
    page.get_by_role("button", name="Save mine over it").click()
    page.get_by_test_id("new-password").wait_for()
