"""Signing out from an app, and apps that are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import jwt
from jwt.utils import base64url_encode

from harmony_server.sso.keys import OidcKeys
from tests.district import ORIGIN, District
from tests.server.oidc_modules import MODULES, Module, module
from tests.server.relying_party import GOODBYE, RelyingParty, story


def _logout(app: RelyingParty, **parameters: str | None) -> Any:
    """What a browser is answered that an app sends to sign out."""
    query = {name: value for name, value in parameters.items() if value is not None}
    return app.browser.get(f"/oidc/logout?{urlencode(query)}")


def _is_in(app: RelyingParty) -> bool:
    return app.browser.get("/api/v1/dashboard").status_code == 200


def _whole(app: RelyingParty) -> dict[str, str | None]:
    return {
        "id_token_hint": app.tokens()["id_token"],
        "post_logout_redirect_uri": GOODBYE,
        "state": "the state",
    }


@module("oidcc-rp-initiated-logout")
def _logout_whole(district: District) -> None:
    app = story(district)
    assert _logout(app, **_whole(app)).headers["location"] == f"{GOODBYE}?state=the+state"
    assert not _is_in(app)
    assert app.answer(prompt="none")["error"] == "login_required"


@module("oidcc-rp-initiated-logout-no-state")
def _logout_no_state(district: District) -> None:
    app = story(district)
    assert _logout(app, **_whole(app) | {"state": None}).headers["location"] == GOODBYE


@module("oidcc-rp-initiated-logout-discovery-endpoint-verification")
def _logout_discovery(district: District) -> None:
    listed = district.client().get("/.well-known/openid-configuration").json()
    assert listed["end_session_endpoint"] == f"{ORIGIN}/oidc/logout"


@module("oidcc-rp-initiated-logout-no-post-logout-redirect-uri")
def _logout_no_address(district: District) -> None:
    app = story(district)
    answer = _logout(app, **_whole(app) | {"post_logout_redirect_uri": None})
    assert answer.headers["location"] == "/signed-out.html"
    assert not _is_in(app)


def _asks(**changes: str | None) -> Module:
    """Nobody is sent to the app; whoever sits there is asked."""

    def run(district: District) -> None:
        app = story(district)
        answer = _logout(app, **_whole(app) | changes)
        assert answer.headers["location"] == "/sign-out.html"
        assert _is_in(app)

    return run


_CHANGES: dict[str, dict[str, str | None]] = {
    "no-params": dict.fromkeys(("id_token_hint", "post_logout_redirect_uri", "state")),
    "only-state": dict.fromkeys(("id_token_hint", "post_logout_redirect_uri")),
    "bad-post-logout-redirect-uri": {"post_logout_redirect_uri": "https://evil.example/"},
    "query-added-to-post-logout-redirect-uri": {"post_logout_redirect_uri": f"{GOODBYE}?more=1"},
    "no-id-token-hint": {"id_token_hint": None},
}
for _name, _changes in _CHANGES.items():
    MODULES[f"oidcc-rp-initiated-logout-{_name}"] = _asks(**_changes)


@module("oidcc-rp-initiated-logout-modified-id-token-hint")
def _logout_modified(district: District) -> None:
    app = story(district)
    whole = _whole(app)
    header, payload, _ = str(whole["id_token_hint"]).split(".")
    unsigned = base64url_encode(b'{"alg":"none","typ":"JWT"}').decode()
    for hint in (f"{unsigned}.{payload}.", f"{header}.{payload}.AAAA"):
        assert _logout(app, **whole | {"id_token_hint": hint}).headers["location"] == "/sign-out.html"
    assert _is_in(app)


@module("oidcc-rp-initiated-logout-bad-id-token-hint")
def _logout_foreign(district: District) -> None:
    app = story(district)
    whole = _whole(app)
    header = jwt.get_unverified_header(str(whole["id_token_hint"]))
    claims = app.claims({"id_token": whole["id_token_hint"]})
    (district.data / "foreign").mkdir()
    foreign = OidcKeys.ensure(district.data / "foreign", district.clock(), bytes).signing("RS256")
    hint = jwt.encode(claims, foreign.private, "RS256", headers=header)
    assert _logout(app, **whole | {"id_token_hint": hint}).headers["location"] == "/sign-out.html"


@module("oidcc-backchannel-logout-discovery-endpoint-verification")
def _back_channel_discovery(district: District) -> None:
    listed = district.client().get("/.well-known/openid-configuration").json()
    assert listed["backchannel_logout_supported"] is True
    assert listed["backchannel_logout_session_supported"] is True


@module("oidcc-backchannel-rp-initiated-logout")
def _back_channel(district: District) -> None:
    """The token itself: `tests/server/test_oidc_logout.py` has it delivered."""
    heard = hear_logouts(district)
    app = story(district)
    tokens = app.tokens()
    _logout(app, id_token_hint=tokens["id_token"])
    (token,) = heard()
    header = jwt.get_unverified_header(token)
    claims = app.claims({"id_token": token})
    assert header["typ"] == "logout+jwt"
    assert set(claims) == {"iss", "sub", "aud", "iat", "exp", "jti", "events", "sid"}
    assert (claims["sub"], claims["sid"]) == tuple(app.claims(tokens)[name] for name in ("sub", "sid"))


def hear_logouts(district: District) -> Callable[[], list[str]]:
    """Have the first app be told of sessions that are over; gives what it was told since, once it was."""
    address = "https://stories.example/over"
    catalogue = district.config.apps.read_text("utf-8")
    told = catalogue.replace("[app.oidc]", f'[app.oidc]\nbackchannel_logout_uri = "{address}"', 1)
    district.config.apps.write_text(told, "utf-8")
    sent: list[str] = []

    async def post_form(to: str, form: dict[str, str]) -> int:
        assert to == address
        sent.append(form["logout_token"])
        return 200

    services = district.app().state.services
    back_channel = services.sign_on.back_channel
    back_channel._outgoing.post_form, back_channel.soon = post_form, lambda: None

    def heard() -> list[str]:
        with district.client() as client:  # one loop for all that is under way
            assert client.portal is not None
            client.portal.call(back_channel.tell)
            client.get("/healthz")
        return sent

    return heard
