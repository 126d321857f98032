"""A library of somebody else's sends a child to the portal in Chromium, and the child holds up a badge."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from build_steps import npm
from tests.browser.conftest import PATIENCE_MS, Open
from tests.browser.test_scan import demo_student
from tests.relying_parties.talking import run
from tests.relying_parties.world import CALLBACK, GOODBYE, SECRET
from tests.running import Server

pytestmark = pytest.mark.browser

APP = f"""
[[app]]
id = "elsewhere"
name = {{en = "Elsewhere", es = "En otro lugar"}}
[app.who]
everyone = true
[app.oidc]
client_secret_file = "secrets/elsewhere"
redirect_uris = ["{CALLBACK}"]
post_logout_redirect_uris = ["{GOODBYE}"]
claims = ["given_name"]
"""


def install(server: Server) -> None:
    """Give the demo district an app of somebody else's."""
    (server.data / "secrets").mkdir()
    (server.data / "secrets" / "elsewhere").write_text(SECRET, "utf-8")
    with (server.data / "apps.toml").open("a", encoding="utf-8") as apps:
        apps.write(APP)


def browsed(page: Page, address: str) -> str:
    """Take a browser where the app wants it, past the door if it stands there, and back to the app."""
    with page.expect_request("http://localhost:9001/**", timeout=PATIENCE_MS) as back:
        with suppress(Error):  # nothing listens at the app's address: that it was asked for counts
            page.goto(address)
        if "/from-app.html" in page.url:
            page.get_by_text("Elsewhere wants to know who you are").wait_for()
            page.get_by_test_id("badge-button").click()
    return back.value.url


def test_a_badge_signs_in_to_an_app_of_somebody_elses(
    server: Server,
    open_browser: Open,
    badge_picture: Callable[[Path, str], Path],
    camera_video: Callable[[Path], Path],
) -> None:
    """Npm's openid-client: from its request past the door and the camera to its tokens, and out again."""
    npm.ensure()
    install(server)
    student = demo_student(server.data)
    browser = open_browser(camera_video(badge_picture(server.data, student)))
    page = browser.page
    came = run(
        "openid-client.mjs",
        lambda address: browsed(page, address),
        issuer=server.address,
        client_id="elsewhere",
        secret=SECRET,
        method="basic",
        redirect_uri=CALLBACK,
        goodbye=GOODBYE,
    )
    assert came["claims"]["amr"] == ["badge"]
    assert set(came["user"]) == {"sub", "role", "grade_band", "given_name"}
    assert came["state"] is True
    later = browser.context.new_page()
    assert later.request.get(f"{server.address}/api/v1/dashboard").status == 401
