"""The pages of accounts and of families, state by state: for eyes, ears and keys of every kind."""

from __future__ import annotations

import tomllib

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.staff import AXE, RULES, RUN_AXE
from tests.browser.test_password import sign_in
from tests.running import Server

pytestmark = pytest.mark.browser

PAGES = (
    *("claim", "forgot", "reset", "account"),
    *("family", "family/camera", "family/doors", "family/print"),
)
STATES = """() => [
  ...[...document.querySelectorAll("[data-step]")].map(({ dataset }) => dataset.step),
  ...(document.querySelector("[data-check]") ? ["idle", "running", "passed", "failed"] : []),
]"""
SHOW = """(name) => {
  for (const step of document.querySelectorAll("[data-step]")) step.hidden = step.dataset.step !== name;
  for (const one of document.querySelectorAll("details:not([name]), [data-slot=problems], [data-problem]"))
    one.tagName === "DETAILS" ? (one.open = true) : (one.hidden = false);
  const checks = document.querySelectorAll("[data-check]");
  const stands = { idle: "next", running: "looking", passed: "good", failed: "wrong" }[name];
  for (const check of checks) check.dataset.state = stands;
  for (const advice of document.querySelectorAll("[data-advice]")) advice.hidden = name !== "failed";
  for (const part of document.querySelectorAll("[data-slot=prove], [data-slot=address], [data-section]"))
    part.hidden = false;
}"""
"""One state of a page, with all that can be wrong in it."""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
LARGE = "--blink-settings=defaultFontSize=32"
"""Letters of 200 %, as somebody sets them in the browser: media queries follow."""
REACHABLE = """() => [...document.querySelectorAll(
  "a[href], button, input:not([tabindex='-1']), summary, pre[tabindex]")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .length"""
FOCUSED = """() => {
  const own = document.activeElement;
  if (!own || own === document.body) return null;
  window.reached ??= new Set();
  window.reached.add(own);
  const { outlineStyle } = getComputedStyle(own);
  return outlineStyle === "none" && own.tagName !== "H1" ? own.outerHTML.slice(0, 120) : "";
}"""


def signed_in(server: Server, open_browser: Open, folder: str, **options: object) -> Page:
    """A phone on which the demo's older student, who has an account of their own, is signed in."""
    account = tomllib.loads((server.data / "demo.toml").read_text("utf-8"))["student"]
    size = {"width": 390, "height": 844}
    browser = open_browser(camera="none", locale=folder.strip("/") or "en", viewport=size, **options)
    browser.page.goto(f"{server.address}/{folder}#password")
    sign_in(browser, account["username"], account["password"])
    browser.page.get_by_test_id("dashboard").wait_for()
    return browser.page


def visit(page: Page, server: Server, folder: str, path: str) -> list[str]:
    """Open a page; the names of its states, or one without a name."""
    page.goto(f"{server.address}/{folder}{path}/")
    page.wait_for_load_state("networkidle")
    return page.evaluate(STATES) or [""]


def unreached(page: Page) -> list[str]:
    """What a keyboard alone does not come to, or comes to without seeing it."""
    wanted = page.evaluate(REACHABLE)
    page.evaluate("() => { delete window.reached; document.activeElement?.blur(); scrollTo(0, 0); }")
    unseen = []
    for _ in range(wanted + 3):
        page.keyboard.press("Tab")
        unseen += [page.evaluate(FOCUSED)]
    reached = page.evaluate("() => window.reached.size")
    return [each for each in unseen if each] + [f"{reached} of {wanted}"] * (reached < wanted)


@pytest.mark.parametrize(
    ("folder", "scheme"), [("", "light"), ("es/", "dark")], ids=["english-light", "spanish-dark"]
)
def test_no_state_of_an_account_hinders_anybody(
    portal: Server, open_browser: Open, folder: str, scheme: str
) -> None:
    """Axe finds nothing, nothing is cut off at 320 px, and keys reach all, where their focus is seen."""
    page = signed_in(portal, open_browser, folder, color_scheme=scheme, reduced_motion="reduce")
    found: dict[str, object] = {}
    for path in PAGES:
        for state in visit(page, portal, folder, path):
            page.evaluate(SHOW, state)
            page.evaluate(AXE.read_text("utf-8"))
            found[f"{path} {state} axe"] = page.evaluate(RUN_AXE, RULES)
            found[f"{path} {state} keys"] = unreached(page)
            page.set_viewport_size({"width": 320, "height": 640})
            found[f"{path} {state} 320 px"] = page.evaluate(WIDER)
            page.set_viewport_size({"width": 390, "height": 844})
    assert len(found) > 45
    assert {what: said for what, said in found.items() if said} == {}


@pytest.mark.parametrize("folder", ["", "es/"], ids=["english", "spanish"])
def test_large_letters_cut_nothing_off(portal: Server, open_browser: Open, folder: str) -> None:
    """With letters of 200 % on the narrowest phone no state of a page is wider than the window."""
    page = signed_in(portal, open_browser, folder, flags=[LARGE])
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    wider = {}
    for path in PAGES:
        for state in visit(page, portal, folder, path):
            page.evaluate(SHOW, state)
            wider[f"{path} {state}"] = page.evaluate(WIDER)
    assert len(wider) > 15
    assert {what: pixels for what, pixels in wider.items() if pixels} == {}
