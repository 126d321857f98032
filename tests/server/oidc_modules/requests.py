"""What an app may ask, and how: who must sign in again, where it is answered, in which form."""

from __future__ import annotations

from typing import Any

import jwt

from tests.district import District
from tests.server.oidc_modules import again, at_the_door, module, refused
from tests.server.relying_party import CALLBACK, query_of, sign_in, story


@module("oidcc-prompt-login")
def _prompt_login(district: District) -> None:
    app = story(district)
    first = app.claims(app.tokens())
    district.clock.advance(5)
    request_id = at_the_door(app, prompt="login")
    assert app.browser.get(f"/continue?id={request_id}").headers["location"].startswith("/from-app.html")
    sign_in(app.browser, district)
    second = app.claims(app.exchange(again(app, request_id)["code"]).json())
    assert second["auth_time"] > first["auth_time"]
    assert second["sub"] == first["sub"]


@module("oidcc-prompt-none-not-logged-in")
def _prompt_none_out(district: District) -> None:
    assert story(district, district.client()).answer(prompt="none")["error"] == "login_required"


@module("oidcc-prompt-none-logged-in")
def _prompt_none_in(district: District) -> None:
    app = story(district)
    first = app.claims(app.tokens())
    second = app.claims(app.tokens(prompt="none"))
    assert (second["sub"], second["auth_time"]) == (first["sub"], first["auth_time"])


@module("oidcc-id-token-hint")
def _id_token_hint(district: District) -> None:
    app = story(district)
    tokens = app.tokens()
    second = app.claims(app.tokens(prompt="none", id_token_hint=tokens["id_token"]))
    assert second["sub"] == app.claims(tokens)["sub"]


@module("oidcc-max-age-1")
def _max_age_1(district: District) -> None:
    app = story(district)
    first = app.claims(app.tokens())
    district.clock.advance(2)
    request_id = at_the_door(app, max_age="1")
    sign_in(app.browser, district)
    second = app.claims(app.exchange(again(app, request_id)["code"]).json())
    assert second["auth_time"] > first["auth_time"]


@module("oidcc-max-age-10000")
def _max_age_10000(district: District) -> None:
    app = story(district)
    first = app.claims(app.tokens())
    district.clock.advance(2)
    assert app.claims(app.tokens(max_age="10000"))["auth_time"] == first["auth_time"]


@module("oidcc-codereuse")
def _codereuse(district: District) -> None:
    app = story(district)
    code = app.code()
    assert app.exchange(code).status_code == 200
    assert app.exchange(code).json()["error"] == "invalid_grant"


@module("oidcc-codereuse-30seconds")
def _codereuse_30(district: District) -> None:
    app = story(district)
    code = app.code()
    token = app.exchange(code).json()["access_token"]
    district.clock.advance(30)
    assert app.exchange(code).json()["error"] == "invalid_grant"
    assert app.user(token).status_code == 401


@module("oidcc-ensure-registered-redirect-uri")
def _registered(district: District) -> None:
    refused(story(district), redirect_uri="https://stories.example/elsewhere")


@module("oidcc-ensure-redirect-uri-in-authorization-request")
def _redirect_uri_missing(district: District) -> None:
    refused(story(district), redirect_uri=None)


@module("oidcc-redirect-uri-query-OK")
def _query_ok(district: District) -> None:
    answer = story(district).authorize(redirect_uri=f"{CALLBACK}?from=portal")
    assert answer.headers["location"].startswith(f"{CALLBACK}?from=portal&code=")


@module("oidcc-redirect-uri-query-added")
def _query_added(district: District) -> None:
    refused(story(district), redirect_uri=f"{CALLBACK}?from=elsewhere&more=1")


@module("oidcc-redirect-uri-query-mismatch")
def _query_mismatch(district: District) -> None:
    refused(story(district), redirect_uri=f"{CALLBACK}?from=portals")


@module("oidcc-ensure-post-request-succeeds")
def _by_post(district: District) -> None:
    app = story(district)
    posted = app.server.post("/oidc/authorize", data=app.request())
    back = app.browser.get(posted.headers["location"]).headers["location"]
    assert app.exchange(query_of(back)["code"]).status_code == 200


@module("oidcc-server-client-secret-post")
def _secret_post(district: District) -> None:
    assert story(district).tokens()["id_token"]


@module("oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported")
def _request_uri(district: District) -> None:
    answer = story(district).answer(request_uri="https://stories.example/request.jwt")
    assert answer["error"] == "request_uri_not_supported"


def _unsigned(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, "", algorithm="none")


@module("oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported")
def _request_object(district: District) -> None:
    app = story(district)
    assert app.answer(request=_unsigned(app.request()))["error"] == "request_not_supported"


@module("oidcc-ensure-request-object-with-redirect-uri")
def _request_object_redirect(district: District) -> None:
    app = story(district)
    hidden = _unsigned({**app.request(), "redirect_uri": "https://evil.example/"})
    assert app.answer(request=hidden)["error"] == "request_not_supported"


@module("oidcc-claims-essential")
def _claims_essential(district: District) -> None:
    app = story(district)
    tokens = app.tokens(claims='{"userinfo": {"given_name": {"essential": true}}}')
    assert "given_name" not in app.claims(tokens)
    assert app.user(tokens["access_token"]).json()["given_name"]
