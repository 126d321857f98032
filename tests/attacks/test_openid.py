"""Attacks on signing in to apps: RFC 9700 has most of them by name."""

from __future__ import annotations

import pytest

from harmony import apps as catalogue
from harmony.findings import AppsError
from harmony_words import LANGUAGES
from tests.district import LEO, ORIGIN, District, badge_body
from tests.server.relying_party import (
    CALLBACK,
    STORY,
    garden,
    install,
    query_of,
    sign_in,
    story,
)


@pytest.fixture(autouse=True)
def apps(district: District) -> None:
    """The district's apps are the tests'."""
    install(district)


@pytest.mark.parametrize(
    "address",
    [
        CALLBACK.upper(),
        CALLBACK.replace("stories", "Stories"),
        f"{CALLBACK}/",
        f"{CALLBACK}/../callback",
        f"{CALLBACK}#",
        f"{CALLBACK}?",
        f"{CALLBACK}%20",
        CALLBACK.replace("callback", "%63allback"),
        CALLBACK.replace("stories.example", "stories.example:443"),
        CALLBACK.replace("stories.example", "stories.example@evil.example"),
        CALLBACK.replace("stories.example", "evil.example\\@stories.example"),
        CALLBACK.replace("o", "\u043e"),
        CALLBACK.replace("https", "http"),
        "//stories.example/callback",
        "javascript:alert(1)",
        "https://evil.example/",
        "",
    ],
)
def test_nobody_is_sent_to_an_address_that_is_not_agreed_upon(district: District, address: str) -> None:
    """T-53: a redirect address of another case, path, port, user, letter or host leads nowhere."""
    app = story(district)
    for changes in ({}, {"prompt": "none"}, {"response_type": "token"}, {"scope": "nothing"}):
        answer = app.authorize(redirect_uri=address, **changes)
        assert answer.status_code == 400
        assert "location" not in answer.headers


def test_every_answer_says_who_gives_it(district: District) -> None:
    """T-53: an app that knows several providers tells their answers apart, errors too (RFC 9207)."""
    app = story(district)
    assert app.answer()["iss"] == ORIGIN
    assert app.answer(scope="nothing")["iss"] == ORIGIN


def test_after_signing_out_nobody_is_sent_elsewhere(district: District) -> None:
    """T-53: signing out is no open redirect either, nor is going on with a request that does not wait."""
    app = story(district)
    token = app.tokens()["id_token"]
    asked = {"id_token_hint": token, "post_logout_redirect_uri": "https://evil.example/"}
    answer = app.browser.get("/oidc/logout", params=asked)
    assert answer.headers["location"] == "/sign-out.html"
    assert app.browser.get("/continue?id=https://evil.example/").status_code == 400


def test_a_challenge_cannot_be_taken_away(district: District) -> None:
    """T-54: neither by leaving it out of the request, nor by a weaker method, nor by a wrong verifier."""
    app = story(district)
    plain = app.code(code_challenge=None, code_challenge_method=None)
    assert app.exchange(plain).json()["error"] == "invalid_grant"
    assert app.exchange(app.code(), code_verifier=None).json()["error"] == "invalid_grant"
    assert app.exchange(app.code(), code_verifier="x" * 43).json()["error"] == "invalid_grant"
    assert app.answer(code_challenge_method="plain")["error"] == "invalid_request"
    assert app.answer(code_challenge_method=None)["error"] == "invalid_request"
    public = garden(district, app.browser)
    assert public.answer(code_challenge=None, code_challenge_method=None)["error"] == "invalid_request"


def test_what_one_app_was_given_is_nothing_to_another(district: District) -> None:
    """T-55: not a code, not a refresh token, not a look at an access token, not taking it back."""
    app = story(district)
    other = garden(district, app.browser)
    code = app.code()
    form = {"grant_type": "authorization_code", "redirect_uri": CALLBACK, "code_verifier": app.verifier}
    assert other.ask("/oidc/token", code=code, **form).json()["error"] == "invalid_grant"
    tokens = app.tokens(scope="openid offline_access")
    refreshing = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    assert other.ask("/oidc/token", **refreshing).json()["error"] == "invalid_grant"
    assert other.ask("/oidc/introspect", token=tokens["access_token"]).json() == {"active": False}
    assert other.ask("/oidc/revoke", token=tokens["access_token"]).status_code == 200
    assert app.user(tokens["access_token"]).status_code == 200
    assert other.answer(id_token_hint=tokens["id_token"], prompt="none")["error"] == "invalid_request"


def test_a_badge_is_no_token_and_a_token_no_badge(district: District) -> None:
    """T-34: each is refused where the other is asked for, and so is each kind of token for another."""
    app = story(district)
    badge, tokens, code = district.badge(), app.tokens(scope="openid offline_access"), app.code()
    for text in (badge.jwt, badge.decimal, tokens["id_token"], tokens["refresh_token"], code):
        assert app.user(text).status_code == 401
    for text in (tokens["id_token"], tokens["access_token"], tokens["refresh_token"], code):
        answer = app.browser.post("/api/v1/session", json={"badge": text})
        assert answer.json()["code"] == "not_a_badge"
    assert app.exchange(tokens["access_token"]).json()["error"] == "invalid_grant"
    assert app.answer(id_token_hint=badge.jwt, prompt="none")["error"] == "invalid_request"
    kids = {key["kid"] for key in app.server.get("/.well-known/jwks.json").json()["keys"]}
    assert badge.kid not in kids
    assert all(
        key["kid"] not in kids for key in app.server.get("/.well-known/badge-keys.json").json()["keys"]
    )


@pytest.mark.parametrize("dest", ["iframe", "image", "empty", "script", "object"])
def test_no_page_asks_in_a_childs_name_unseen(district: District, dest: str) -> None:
    """T-56: a frame, a picture or a script of another page launches nothing and is answered nothing."""
    app = story(district)
    hidden = {"Sec-Fetch-Dest": dest, "Sec-Fetch-Site": "cross-site"}
    for path in ("/launch/story", "/launch/plain", "/continue?id=x"):
        assert app.browser.get(path, headers=hidden).json()["code"] == "cross_site"
    answer = app.browser.get("/oidc/authorize", params=app.request(), headers=hidden)
    assert answer.json()["code"] == "cross_site"


def test_no_page_signs_a_child_out(district: District) -> None:
    """T-56: without an ID token of this child's whoever sits there is asked; a form brings no cookie."""
    app = story(district)
    browser = district.client()
    browser.post("/api/v1/session", json=badge_body(district.badge(LEO)))
    others = story(district, browser).tokens()["id_token"]
    for query in ({}, {"id_token_hint": others}, {"client_id": "story"}, {"logout_hint": "p-mia"}):
        assert app.browser.get("/oidc/logout", params=query).headers["location"] == "/sign-out.html"
        app.server.post("/oidc/logout", data=query)
    assert app.browser.get("/api/v1/dashboard").status_code == 200


def test_no_answer_is_framed_or_kept(district: District) -> None:
    """T-57: neither a page's nor a program's answer is shown in a frame or stays in a cache."""
    app = story(district)
    answers = [
        app.authorize(),
        app.authorize(redirect_uri="https://evil.example/"),
        app.browser.get("/launch/story"),
        app.browser.get("/oidc/logout"),
        app.exchange("nothing"),
        app.user("nothing"),
    ]
    for answer in answers:
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_a_session_planted_on_the_way_is_not_signed_in(district: District) -> None:
    """T-09: the id that a browser had before the door is nothing after it, for apps too."""
    browser = district.client()
    sign_in(browser, district)
    planted = dict(browser.cookies)
    app = story(district, browser)
    request_id = app.authorize(prompt="login").headers["location"].partition("=")[2]
    sign_in(browser, district)
    thief = district.client()
    thief.cookies.update(planted)
    assert "/from-app.html" in thief.get(f"/continue?id={request_id}").headers["location"]
    back = browser.get(f"/continue?id={request_id}").headers["location"]
    assert app.exchange(query_of(back)["code"]).status_code == 200


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('redirect_uris = ["http://stories.example/back"]', "https"),
        ('redirect_uris = ["javascript:alert(1)"]', "not a web address"),
        ('redirect_uris = ["https://*.example/back"]', "*"),
        ('redirect_uris = ["https://user:word@stories.example/"]', "user name"),
        ('redirect_uris = ["https://stories.example/#x"]', "#"),
        ('redirect_uris = ["https://st\u043eries.example/"]', "ASCII"),
        ("redirect_uris = []", "at least one"),
        ('claims = ["password"]', "not known"),
        ('client_secret_file = "../../etc/passwd"', "below the data folder"),
        ('client_secret_file = "/etc/passwd"', "below the data folder"),
        ('jwks_uri = "http://169.254.169.254/keys"', "https"),
        ('backchannel_logout_uri = "/api/v1/session"', "https"),
        ('initiate_login_uri = "http://stories.example/login"', "https"),
        ('client_id = "sto:ry"', "letters"),
        ("public = true", "keep one"),
        ('id_token_signed_response_alg = "none"', "RS256"),
    ],
)
def test_a_catalogue_that_would_do_harm_is_refused(line: str, said: str) -> None:
    """T-59: with the line it stands in and what would be right."""
    key = line.partition(" ")[0]
    kept = [each for each in STORY.splitlines() if each.partition(" ")[0] != key]
    with pytest.raises(AppsError) as refused:
        catalogue.load("\n".join([*kept, line, ""]), LANGUAGES)
    assert said in str(refused.value)
    assert f"row {len(kept) + 1}" in str(refused.value)
