"""Passkeys as a real Chromium makes and uses them, by its virtual authenticator, before the real server."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page, Playwright

from tests.browser.conftest import arguments, chromium
from tests.running import Server

SITE = "<!doctype html><title>Harmony</title>"
ASK = """
async ([method, path, body]) => {
  const answer = await fetch(`/api/v1/${path}`, {
    method,
    headers: body === null ? {} : { "Content-Type": "application/json" },
    body: body === null ? undefined : JSON.stringify(body),
  });
  return [answer.status, answer.status === 204 ? null : await answer.json()];
}
"""
MAKE = """
async (options) => {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return (await navigator.credentials.create({ publicKey })).toJSON();
}
"""
USE = """
async (options) => {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return (await navigator.credentials.get({ publicKey })).toJSON();
}
"""


@pytest.fixture
def server(demo_data: Path, tmp_path: Path) -> Iterator[Server]:
    """A server over a demo district, with the least of a site: this is about the browser and the server."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(SITE, "utf-8")
    (site / "_headers").write_text("/*\n  Content-Security-Policy: default-src 'self'\n", "utf-8")
    data = Path(shutil.copytree(demo_data, tmp_path / "data"))
    running = Server(data, site, tmp_path / "server.log")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def page(playwright: Playwright, server: Server) -> Iterator[Page]:
    """A page of the portal, in a Chromium that has an authenticator built in, whose owner says yes."""
    browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(server.address)
    yield page
    browser.close()


def ask(page: Page, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    """What the server answers to the page."""
    status, answer = page.evaluate(ASK, [method, path, body])
    return status, answer


def sign_in(page: Page, staff: dict[str, Any]) -> None:
    """Type user name and password."""
    body = {"username": staff["username"], "password": staff["password"]}
    assert ask(page, "POST", "session", body)[0] == 201


def test_a_passkey_is_made_once_and_used_from_then_on(page: Page, server: Server) -> None:
    """T-64: What a real browser signs is taken, for this host and this challenge, and only once."""
    notes = tomllib.loads((server.data / "demo.toml").read_text("utf-8"))
    teacher = next(each for each in notes["staff"] if each["role"] == "teacher")
    sign_in(page, teacher)
    code = {"code": pyotp.TOTP(teacher["totp_secret"]).now()}
    assert ask(page, "POST", "staff/second-step/totp", code)[0] == 200
    _, asked = ask(page, "POST", "staff/factors/passkey-options")
    made = page.evaluate(MAKE, asked["options"])
    body = {"credential": made, "name": "Classroom laptop"}
    assert ask(page, "POST", "staff/factors/passkeys", body)[0] == 201

    sign_in(page, teacher)
    status, me = ask(page, "GET", "staff/me")
    assert (status, me["second_step"]["methods"][0]) == (200, "passkey")
    _, asked = ask(page, "POST", "staff/second-step/passkey/options")
    used = page.evaluate(USE, asked["options"])
    status, answer = ask(page, "POST", "staff/second-step/passkey", {"credential": used})
    assert (status, answer["second_step"]["state"]) == (200, "done")
    again = ask(page, "POST", "staff/second-step/passkey", {"credential": used})
    assert (again[0], again[1]["code"]) == (401, "wrong_second_step")
