"""Driving the console in a browser: signed in with a second step, watched for what no page may do."""

from __future__ import annotations

import sqlite3
import time
import tomllib
from contextlib import closing
from dataclasses import dataclass

import pyotp
from playwright.sync_api import Page

from build_steps.paths import NODE_MODULES
from harmony_server.accounts.second_step import FRESH_S
from tests.browser.conftest import Open, Watched
from tests.running import Server

VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  violations.push(`${violatedDirective} ${blockedURI}`));
"""
STEP_S = 30
"""How long an authenticator shows a code."""
AXE = NODE_MODULES / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (rules) => {
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: rules } });
  return violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 200))].join(" | "));
}"""


@dataclass(frozen=True)
class Staff:
    """Somebody of the demo's staff, and what they come in with."""

    username: str
    password: str
    secret: str
    """Of their authenticator."""

    @property
    def code(self) -> str:
        """What the authenticator shows now."""
        return pyotp.TOTP(self.secret).now()

    @property
    def next_code(self) -> str:
        """What it shows next, which is good a little early: each code is taken once."""
        return pyotp.TOTP(self.secret).at(int(time.time()) + STEP_S)


def teacher(server: Server) -> Staff:
    """The demo's teacher."""
    return staff(server, "teacher")


def staff(server: Server, role: str) -> Staff:
    """Somebody of the demo's staff, by what they are."""
    notes = tomllib.loads((server.data / "demo.toml").read_text("utf-8"))
    known = next(each for each in notes["staff"] if each["role"] == role)
    return Staff(known["username"], known["password"], known["totp_secret"])


def age_second_steps(server: Server) -> None:
    """Every second step was done longer ago than counts as just done."""
    with closing(sqlite3.connect(server.data / "harmony.db", timeout=10)) as database, database:
        database.execute("UPDATE sessions SET second_step_at = second_step_at - ?", (FRESH_S + 1,))


def open_console(open_browser: Open, server: Server, **context: object) -> Watched:
    """A browser before the console's door, whose policy is watched; nothing in it moves."""
    browser = open_browser(camera="none", service_workers="block", reduced_motion="reduce", **context)
    browser.context.add_init_script(VIOLATIONS)
    browser.page.goto(f"{server.address}/staff/")
    browser.page.get_by_test_id("staff-username").wait_for()
    return browser


def come_in(page: Page, who: Staff) -> None:
    """Password, then the authenticator's code."""
    give_password(page, who)
    page.get_by_test_id("staff-code").fill(who.code)
    page.keyboard.press("Enter")
    page.get_by_test_id("staff-name").wait_for()


def give_password(page: Page, who: Staff) -> None:
    """The first step."""
    page.get_by_test_id("staff-username").fill(who.username)
    page.get_by_test_id("staff-password").fill(who.password)
    page.get_by_test_id("staff-sign-in").click()
    page.get_by_test_id("staff-code").wait_for()


def shown_students(page: Page) -> list[str]:
    """The names in a list of students, in their order."""
    page.get_by_test_id("student-row").first.wait_for()
    return page.get_by_test_id("student-row").get_by_test_id("student-name").all_inner_texts()


def check_state(page: Page) -> None:
    """Nothing that hinders anybody, nothing that the policy forbids, nothing wider than the window."""
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(RUN_AXE, RULES) == []
    assert page.evaluate("violations") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
