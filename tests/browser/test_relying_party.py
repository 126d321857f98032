"""Libraries of others send a child to the portal in Chromium, and the child holds up a badge."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page

from build_steps import npm
from build_steps.paths import NODE_MODULES
from tests.browser.conftest import PATIENCE_MS, Open
from tests.browser.test_scan import demo_student
from tests.relying_parties.talking import SCRIPTS, run
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

IN_BROWSER = """
[[app]]
id = "elsewhere"
name = {{en = "Elsewhere", es = "En otro lugar"}}
[app.who]
everyone = true
[app.oidc]
public = true
redirect_uris = ["{0}/"]
post_logout_redirect_uris = ["{0}/goodbye.html"]
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


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name it has there
        """Say nothing."""


@contextmanager
def page_of_their_own(folder: Path, authority: str) -> Iterator[str]:
    """A site of another origin with the app's page, its library and what it is told; its address."""
    shutil.copytree(SCRIPTS / "in_browser", folder)
    shutil.copyfile(folder / "index.html", folder / "goodbye.html")
    library = NODE_MODULES / "oidc-client-ts" / "dist" / "browser" / "oidc-client-ts.min.js"
    shutil.copyfile(library, folder / "oidc-client-ts.js")
    told = {"authority": authority, "client_id": "elsewhere"}
    (folder / "told.json").write_text(json.dumps(told), "utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://localhost:{site.server_port}"
        site.shutdown()


def said(page: Page, state: str) -> dict[str, Any]:
    """What the app shows once it has come to a state."""
    page.wait_for_selector(f"html[data-state={state}], html[data-state=failed]", timeout=PATIENCE_MS)
    text = page.locator("#said").inner_text()
    assert page.get_attribute("html", "data-state") == state, text
    return dict(json.loads(text))


def test_a_badge_signs_in_to_an_app_that_lives_in_the_browser(
    server: Server,
    open_browser: Open,
    badge_picture: Callable[[Path, str], Path],
    camera_video: Callable[[Path], Path],
    tmp_path: Path,
) -> None:
    """Npm's oidc-client-ts on another origin: code + PKCE, user information, a renewed token, out again."""
    npm.ensure()
    student = demo_student(server.data)
    browser = open_browser(camera_video(badge_picture(server.data, student)))
    page = browser.page
    with page_of_their_own(tmp_path / "app", server.address) as app:
        with (server.data / "apps.toml").open("a", encoding="utf-8") as apps:
            apps.write(IN_BROWSER.format(app))
        page.goto(app)
        page.locator("#sign-in").click()
        page.get_by_text("Elsewhere wants to know who you are").wait_for()
        page.get_by_test_id("badge-button").click()
        came = said(page, "signed-in")
        assert came["kept"] == "where I was"
        assert came["profile"]["amr"] == ["badge"]
        assert {"sub", "role", "grade_band", "given_name"} <= set(came["profile"])
        assert "family_name" not in came["profile"]
        page.locator("#renew").click()
        again = said(page, "renewed")
        assert again["profile"]["sub"] == came["profile"]["sub"]
        assert {again["access_token"], again["refresh_token"]}.isdisjoint(
            {came["access_token"], came["refresh_token"]}
        )
        page.locator("#sign-out").click()
        page.wait_for_url(f"{app}/goodbye.html")
        later = browser.context.new_page()
        assert later.request.get(f"{server.address}/api/v1/dashboard").status == 401
