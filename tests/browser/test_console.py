"""The staff console: who comes in, finding a child, a code that opens the door, voiding and its way back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.staff import come_in, give_password, open_console, shown_students, teacher
from tests.browser.test_backup_code import offer, send
from tests.running import Server

pytestmark = pytest.mark.browser


def test_a_password_alone_shows_no_child(server: Server, open_browser: Open) -> None:
    """A wrong password and a wrong code are told; nothing of the school is asked for before both are."""
    who = teacher(server)
    browser = open_console(open_browser, server)
    page = browser.page
    page.get_by_test_id("staff-username").fill(who.username)
    page.get_by_test_id("staff-password").fill("not the password")
    page.get_by_test_id("staff-sign-in").click()
    page.get_by_text("User name and password do not match").wait_for()
    give_password(page, who)
    page.get_by_test_id("staff-code").fill("000000")
    page.keyboard.press("Enter")
    page.get_by_text("That code does not work").wait_for()
    assert not [url for _, url, _ in browser.requests if "/staff/classes" in url or "/staff/students" in url]
    assert page.get_by_test_id("class-list").count() == 0


def test_a_code_is_found_given_and_used(server: Server, open_browser: Open) -> None:
    """From two digits of a number to a code by keys alone; the child signs in with it on another device."""
    page = open_console(open_browser, server).page
    come_in(page, teacher(server))
    page.get_by_test_id("class-row").first.wait_for()
    page.keyboard.press("/")
    page.keyboard.type("10")
    page.get_by_test_id("student-row").first.wait_for()
    assert page.url.endswith("#find?q=10")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    code = page.get_by_test_id("backup-code")
    code.wait_for()
    assert re.fullmatch(r"\d{3} \d{3}", code.inner_text())
    assert page.evaluate("document.activeElement.textContent").endswith("back-up code")
    number = re.search(r"Student number (\w+)", page.locator("main").inner_text())
    assert number
    child = open_browser(camera="none")
    child.page.goto(server.address)
    offer(child)
    send(child, number[1], code.inner_text())
    child.page.get_by_test_id("dashboard").wait_for()
    page.reload()
    page.get_by_test_id("backup-code-button").wait_for()
    assert page.get_by_test_id("backup-code").count() == 0


def test_a_list_keeps_its_filter_and_its_order_in_the_address(server: Server, open_browser: Open) -> None:
    """A filter and a sorting change what shows and where it is found again, with no step in the history."""
    page = open_console(open_browser, server).page
    come_in(page, teacher(server))
    page.get_by_test_id("class-row").first.click()
    everybody = shown_students(page)
    page.locator("[data-sort=name] a").click()
    assert shown_students(page) == everybody[::-1]
    page.locator(".chips a").nth(3).click()
    without = shown_students(page)
    assert 0 < len(without) < len(everybody)
    page.reload()
    assert shown_students(page) == without
    page.go_back()
    page.get_by_test_id("class-list").wait_for()


def test_voiding_says_what_will_happen_and_can_be_undone(server: Server, open_browser: Open) -> None:
    """Asked in numbers, done, told by a bar that has the focus, and taken back by *Undo* after a reload."""
    page = open_console(open_browser, server).page
    come_in(page, teacher(server))
    page.get_by_test_id("class-row").first.click()
    row = page.get_by_test_id("student-row").filter(has_text="Working").first
    row.get_by_test_id("student-name").click()
    page.get_by_test_id("void-button").click()
    will = page.get_by_test_id("what-will-happen")
    expect(will).to_contain_text("1badges stop working now")
    expect(will).to_contain_text("0passwords change")
    page.get_by_test_id("confirm").click()
    expect(page.get_by_test_id("undo")).to_be_visible()
    expect(page.locator("main")).to_contain_text("No working badge")
    assert page.evaluate("document.activeElement.dataset.slot") == "undo-bar"
    page.reload()
    page.get_by_test_id("undo").click()
    expect(page.locator("[data-slot=no-badge]")).to_be_hidden()
    expect(page.get_by_test_id("undo")).to_be_hidden()


def test_a_new_password_and_a_temporary_badge_show_once(server: Server, open_browser: Open) -> None:
    """Both fill the page, say how long they are good or that they are told once, and are gone with *Done*."""
    page = open_console(open_browser, server).page
    come_in(page, teacher(server))
    page.get_by_test_id("class-row").first.click()
    page.get_by_test_id("student-row").first.get_by_test_id("student-name").click()
    page.get_by_text("Temporary badge").first.click()
    page.get_by_test_id("temporary-badge-button").click()
    page.get_by_test_id("temporary-badge").wait_for()
    assert "Works until" in page.locator("main").inner_text()
    page.get_by_role("button", name="Done").click()
    page.get_by_text("New password", exact=True).click()
    page.locator(".words li").first.wait_for()
    page.get_by_test_id("new-password-button").click()
    page.get_by_test_id("new-password").wait_for()
    page.get_by_role("button", name="Done").click()
    page.get_by_test_id("backup-code-button").wait_for()
    assert page.get_by_test_id("new-password").count() == 0
