"""An app of tests: it sends a browser to the portal and asks, as any app's server would."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from starlette.testclient import TestClient

from tests.district import MIA, District, badge_body, password_body

SECRET = "k7Qw2Zp9Lm4Xv8Rt3Nc6Hb1Jf5Dg0Sy"
CALLBACK = "https://stories.example/callback"
GOODBYE = "https://stories.example/goodbye"
STORY = f"""\
[[app]]
id = "story"
name = {{en = "Story Doors", es = "Puerta de cuentos"}}
link = "https://stories.example/start"
icon = "story.svg"
[app.who]
everyone = true
[app.oidc]
client_secret_file = "secrets/story"
redirect_uris = ["{CALLBACK}", "{CALLBACK}?from=portal"]
post_logout_redirect_uris = ["{GOODBYE}"]
initiate_login_uri = "https://stories.example/login"
claims = ["given_name", "grade"]
"""
GARDEN = """
[[app]]
id = "garden"
name = "Number Garden"
[app.who]
grades = ["01"]
[app.oidc]
public = true
redirect_uris = ["http://localhost:9000/back"]
id_token_signed_response_alg = "ES256"
"""
PLAIN = """
[[app]]
id = "plain"
name = "Plain Page"
link = "https://plain.example/"
[app.who]
everyone = true
"""


def install(district: District, catalogue: str = STORY + GARDEN + PLAIN) -> None:
    """Give a district these apps, and the first of them its secret."""
    (district.data / "secrets").mkdir(exist_ok=True)
    (district.data / "secrets" / "story").write_text(SECRET, "utf-8")
    district.config.apps.write_text(catalogue, "utf-8")


def sign_in(browser: TestClient, district: District, *, password: bool = False) -> None:
    """Sign Mia in."""
    body = password_body(MIA) if password else badge_body(district.badge(MIA))
    assert browser.post("/api/v1/session", json=body).status_code == 201


def query_of(address: str) -> dict[str, str]:
    """The parameters of an address."""
    return dict(parse_qsl(urlsplit(address).query))


@dataclass
class RelyingParty:
    """One app, before one browser."""

    browser: TestClient
    server: TestClient
    client_id: str = "story"
    secret: str | None = SECRET
    redirect_uri: str = CALLBACK
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    def request(self, **changes: str | None) -> dict[str, str]:
        """The parameters of an authorization request; one that is None is left out."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        whole: dict[str, str | None] = {
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "response_type": "code",
            "scope": "openid",
            "state": "the state",
            "nonce": "the nonce",
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            **changes,
        }
        return {name: value for name, value in whole.items() if value is not None}

    def authorize(self, **changes: str | None) -> Any:
        """What the browser is answered."""
        return self.browser.get(f"/oidc/authorize?{urlencode(self.request(**changes))}")

    def answer(self, **changes: str | None) -> dict[str, str]:
        """What comes back to the app's own address."""
        response = self.authorize(**changes)
        assert response.status_code == 303, response.text
        location = response.headers["location"]
        assert location.startswith(self.redirect_uri), location
        return query_of(location)

    def code(self, **changes: str | None) -> str:
        """A code."""
        return self.answer(**changes)["code"]

    def ask(self, path: str, **form: str | None) -> Any:
        """Post a form to one of the app's endpoints, with the secret in the form."""
        proof = {"client_id": self.client_id, "client_secret": self.secret}
        whole = {name: value for name, value in {**proof, **form}.items() if value is not None}
        return self.server.post(path, data=whole)

    def exchange(self, code: str, **changes: str | None) -> Any:
        """What the token endpoint answers."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "code_verifier": self.verifier,
            **changes,
        }
        return self.ask("/oidc/token", **form)

    def tokens(self, **changes: str | None) -> dict[str, Any]:
        """The tokens of a whole flow."""
        response = self.exchange(self.code(**changes))
        assert response.status_code == 200, response.text
        return dict(response.json())

    def claims(self, tokens: dict[str, Any]) -> dict[str, Any]:
        """The claims of an ID token, verified with what the portal publishes; its times are the test's."""
        published = jwt.PyJWKSet.from_dict(self.server.get("/.well-known/jwks.json").json())
        header = jwt.get_unverified_header(tokens["id_token"])
        options: Any = {"verify_exp": False, "verify_iat": False}
        claims = jwt.decode(
            tokens["id_token"],
            published[header["kid"]],
            algorithms=["RS256", "ES256"],
            audience=self.client_id,
            options=options,
        )
        return dict(claims)

    def user(self, access_token: str) -> Any:
        """What user information is answered."""
        return self.server.get("/oidc/userinfo", headers={"Authorization": f"Bearer {access_token}"})


def story(district: District, browser: TestClient | None = None) -> RelyingParty:
    """The app with a secret, before a browser in which Mia is signed in unless another is given."""
    if browser is None:
        browser = district.client()
        sign_in(browser, district)
    return RelyingParty(browser, district.client("198.51.100.9"))


def garden(district: District, browser: TestClient) -> RelyingParty:
    """The app without one."""
    return RelyingParty(
        browser, district.client("198.51.100.9"), "garden", None, "http://localhost:9000/back"
    )
