"""A district with as many apps as a test wants, and a browser whose voice is written down."""

from __future__ import annotations

import tomllib

from tests.browser.conftest import Watched
from tests.browser.test_password import sign_in
from tests.running import Server

APP = """
[[app]]
id = "app-{place}"
name = {{en = "{name}", es = "{spanish}"}}
link = "/demo-app.html?app={place}"
category = "{category}"
[app.who]
everyone = true
"""
PIN = """
[[start_here]]
app = "app-1"
from = {en = "Ms. Rivera", es = "la Sra. Rivera"}
[start_here.who]
everyone = true
"""
CATEGORIES = ("read", "numbers", "make", "class", "more")
SPOKEN = """
window.spoken = [];
speechSynthesis.speak = (speech) => {
  spoken.push(speech.text);
  setTimeout(() => speech.onstart?.(new Event("start")));
};
speechSynthesis.cancel = () => spoken.push("hush");
"""
"""A device may have no voice; what it is given to say is what counts."""


def name_of(place: int) -> str:
    """What the app at a place is called in English: each name is one word of its own."""
    return f"Word{place} Wagón"


def give_apps(server: Server, count: int) -> None:
    """Give everybody of a running server's district so many apps, the second of them pinned."""
    apps = (
        APP.format(
            place=place,
            name=name_of(place),
            spanish=f"Vagón {place}",
            category=CATEGORIES[place % len(CATEGORIES)],
        )
        for place in range(count)
    )
    (server.data / "apps.toml").write_text("".join((*apps, PIN)), "utf-8")


def come_in(browser: Watched, server: Server, who: str, language: str = "") -> None:
    """Sign in with the password of one of the demo's accounts, and wait until the dashboard lies open."""
    account = tomllib.loads((server.data / "demo.toml").read_text("utf-8"))[who]
    browser.context.add_init_script(SPOKEN)
    browser.page.goto(f"{server.address}/{language}")
    browser.page.locator("main > [data-screen=start] [data-action=password]").click()
    sign_in(browser, account["username"], account["password"])
    browser.page.get_by_test_id("app-tile").first.wait_for()
    browser.page.wait_for_selector("main > [data-screen=success]", state="hidden")
