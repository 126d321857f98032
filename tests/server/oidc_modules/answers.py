"""What an app is answered: tokens, user information, keys."""

from __future__ import annotations

import jwt

from harmony_server.sso.keys import OidcKeys
from tests.district import MIA, ORIGIN, District
from tests.server.oidc_modules import MODULES, Module, module
from tests.server.relying_party import RelyingParty, story


@module("oidcc-server")
def _server(district: District) -> None:
    app = story(district)
    tokens = app.tokens()
    header, claims = jwt.get_unverified_header(tokens["id_token"]), app.claims(tokens)
    assert header["kid"]
    assert {"iss", "sub", "aud", "exp", "iat", "nonce", "auth_time"} <= set(claims)
    assert app.user(tokens["access_token"]).json()["sub"] == claims["sub"]


@module("oidcc-response-type-missing")
def _response_type_missing(district: District) -> None:
    assert story(district).answer(response_type=None)["error"] == "invalid_request"


@module("oidcc-userinfo-get")
def _userinfo_get(district: District) -> None:
    app = story(district)
    assert app.user(app.tokens()["access_token"]).headers["content-type"] == "application/json"


@module("oidcc-userinfo-post-header")
def _userinfo_post_header(district: District) -> None:
    app = story(district)
    headers = {"Authorization": f"Bearer {app.tokens()['access_token']}"}
    assert app.server.post("/oidc/userinfo", headers=headers).json()["sub"]


@module("oidcc-userinfo-post-body")
def _userinfo_post_body(district: District) -> None:
    app = story(district)
    form = {"access_token": app.tokens()["access_token"]}
    assert app.server.post("/oidc/userinfo", data=form).json()["sub"]


@module("oidcc-ensure-request-without-nonce-succeeds-for-code-flow")
def _without_nonce(district: District) -> None:
    app = story(district)
    assert "nonce" not in app.claims(app.tokens(nonce=None))


def _scopes(scope: str) -> Module:
    def run(district: District) -> None:
        app = story(district)
        tokens = app.tokens(scope=scope)
        assert "given_name" not in app.claims(tokens)
        assert app.user(tokens["access_token"]).json()["given_name"] == MIA.given_name

    return run


for _name, _scope in {
    "profile": "openid profile",
    "email": "openid email",
    "address": "openid address",
    "phone": "openid phone",
    "all": "openid profile email address phone",
}.items():
    MODULES[f"oidcc-scope-{_name}"] = _scopes(_scope)
MODULES["oidcc-alternate-happy-flow"] = _scopes("phone email openid profile")


def _ignored(**parameters: str) -> Module:
    def run(district: District) -> None:
        app = story(district)
        assert app.claims(app.tokens(**parameters))["sub"]

    return run


for _name, _parameters in {
    "display-page": {"display": "page"},
    "display-popup": {"display": "popup"},
    "login-hint": {"login_hint": "somebody@example.org"},
    "ui-locales": {"ui_locales": "se"},
    "claims-locales": {"claims_locales": "se"},
    "ensure-request-with-unknown-parameter-succeeds": {"extra": "foobar"},
    "ensure-request-with-valid-pkce-succeeds": {},
}.items():
    MODULES[f"oidcc-{_name}"] = _ignored(**_parameters)


@module("oidcc-ensure-request-with-acr-values-succeeds")
def _acr(district: District) -> None:
    app = story(district)
    listed = app.server.get("/.well-known/openid-configuration").json()["acr_values_supported"]
    assert app.claims(app.tokens(acr_values=" ".join(listed)))["acr"] in listed


@module("oidcc-refresh-token")
def _refresh(district: District) -> None:
    app = story(district)
    first = app.tokens(scope="openid offline_access", prompt="consent")
    form = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    other = RelyingParty(app.browser, app.server, "garden", None)
    assert other.ask("/oidc/token", **form).json()["error"] == "invalid_grant"
    assert app.claims(app.ask("/oidc/token", **form).json())["sub"] == app.claims(first)["sub"]


@module("oidcc-idtoken-signature")
def _signature(district: District) -> None:
    app = story(district)
    tokens = app.tokens()
    assert jwt.get_unverified_header(tokens["id_token"])["alg"] == "RS256"
    assert app.claims(tokens)


@module("oidcc-idtoken-unsigned")
def _idtoken_unsigned(district: District) -> None:
    listed = district.client().get("/.well-known/openid-configuration").json()
    assert "none" not in listed["id_token_signing_alg_values_supported"]


@module("oidcc-discovery-endpoint-verification")
def _discovery(district: District) -> None:
    listed = district.client().get("/.well-known/openid-configuration").json()
    assert listed["issuer"] == ORIGIN
    needed = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
    assert all(listed[name].startswith(f"{ORIGIN}/") for name in needed)
    assert {"response_types_supported", "subject_types_supported", "scopes_supported"} <= set(listed)


@module("oidcc-server-rotate-keys")
def _rotate(district: District) -> None:
    app = story(district)
    before = app.tokens()
    OidcKeys.rotate(district.data, district.clock(), bytes)
    after = app.tokens()
    kids = [jwt.get_unverified_header(each["id_token"])["kid"] for each in (before, after)]
    assert len(set(kids)) == 2
    assert app.claims(before)["sub"] == app.claims(after)["sub"]
    district.clock.advance(25 * 3600)
    published = [key["kid"] for key in app.server.get("/.well-known/jwks.json").json()["keys"]]
    assert kids[1] in published
    assert kids[0] not in published
