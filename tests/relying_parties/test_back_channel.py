"""An app that asks for it is told when a session is over, by the portal itself."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue
from threading import Thread
from urllib.parse import parse_qs

import httpx2
import jwt
import pytest

from tests.district import badge_body
from tests.relying_parties.talking import HttpBrowser
from tests.relying_parties.world import CALLBACK, World

PATIENCE_S = 60


@pytest.fixture
def told() -> Iterator[tuple[str, Queue[str]]]:
    """Where an app is told, and what it was told."""
    heard: Queue[str] = Queue()

    class App(BaseHTTPRequestHandler):
        """Takes logout tokens."""

        def do_POST(self) -> None:
            """Keep one."""
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            heard.put(parse_qs(body)["logout_token"][0])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), App) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/over", heard
        server.shutdown()


@pytest.mark.parametrize("way", ["signed out", "voided"])
def test_an_app_is_told_however_a_session_ends(
    world: World, browser: HttpBrowser, told: tuple[str, Queue[str]], way: str
) -> None:
    """T-51: by the child, or because the badge was voided meanwhile and somebody else signs out later."""
    address, heard = told
    catalogue = world.district.config.apps
    text = catalogue.read_text("utf-8")
    public = "[app.oidc]\npublic = true"
    catalogue.write_text(text.replace(public, f'{public}\nbackchannel_logout_uri = "{address}"'), "utf-8")
    asked = {
        "client_id": "in-the-browser",
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "openid",
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "code_challenge_method": "S256",
    }
    came = httpx2.URL(browser(str(httpx2.URL(f"{world.issuer}/oidc/authorize", params=asked))))
    taken = {
        "grant_type": "authorization_code",
        "client_id": asked["client_id"],
        "redirect_uri": CALLBACK,
        "code": came.params["code"],
        "code_verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",  # RFC 7636, appendix B
    }
    assert httpx2.post(f"{world.issuer}/oidc/token", data=taken).status_code == 200
    if way == "voided":
        world.district.void()
        other = httpx2.Client(base_url=world.issuer)
        other.post("/api/v1/session", json=badge_body(world.district.badge()))
        other.delete("/api/v1/session")
        other.close()
    else:
        browser.sign_out()
    token = heard.get(timeout=PATIENCE_S)
    assert jwt.get_unverified_header(token)["typ"] == "logout+jwt"
    keys = jwt.PyJWKSet.from_dict(httpx2.get(f"{world.issuer}/.well-known/jwks.json").json())
    kid = jwt.get_unverified_header(token)["kid"]
    claims = jwt.decode(token, keys[kid], ["ES256"], audience="in-the-browser", issuer=world.issuer)
    assert claims["sid"]
    assert "nonce" not in claims
