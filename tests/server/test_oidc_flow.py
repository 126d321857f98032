"""OpenID Connect from an app's request to what it is told, on both engines."""

from __future__ import annotations

import base64
from urllib.parse import quote_plus

import pytest

from harmony_server.sso.subjects import SUBJECT_LENGTH
from tests.district import LEO, MIA, ORIGIN, TILDA, District, badge_body
from tests.server.engines import on_both_engines
from tests.server.relying_party import CALLBACK, SECRET, garden, install, query_of, sign_in, story

pytestmark = on_both_engines


@pytest.fixture(autouse=True)
def apps(district: District) -> None:
    """The district's apps are the tests'."""
    install(district)


def test_an_app_learns_who_somebody_is(district: District) -> None:
    """A code becomes tokens; they say what was granted, and nothing else."""
    app = story(district)
    answer = app.answer()
    assert answer["iss"] == ORIGIN
    assert answer["state"] == "the state"
    tokens = app.exchange(answer["code"]).json()
    assert (tokens["token_type"], tokens["scope"]) == ("Bearer", "openid")
    claims = app.claims(tokens)
    assert claims["iss"] == ORIGIN
    assert claims["aud"] == "story"
    assert claims["nonce"] == "the nonce"
    assert claims["auth_time"] == int(district.clock())
    assert claims["amr"] == ["badge"]
    assert "given_name" not in claims
    user = app.user(tokens["access_token"]).json()
    assert user == {
        "sub": claims["sub"],
        "role": "student",
        "grade_band": "PK-2",
        "given_name": MIA.given_name,
        "grade": "01",
    }


def test_an_app_that_runs_in_a_browser_needs_no_secret_but_a_challenge(district: District) -> None:
    """A public client proves by PKCE that the code is its own; ES256 signs where the catalogue says so."""
    browser = district.client()
    sign_in(browser, district)
    app = garden(district, browser)
    tokens = app.tokens()
    assert app.claims(tokens)["aud"] == "garden"
    assert "given_name" not in app.user(tokens["access_token"]).json()
    refused = app.answer(code_challenge=None, code_challenge_method=None)
    assert refused["error"] == "invalid_request"


@pytest.mark.parametrize("spelt", ["raw", "form"])
def test_a_secret_may_come_in_the_header_in_both_spellings(district: District, spelt: str) -> None:
    """HTTP Basic form-encoded as the RFC has it, and as it is."""
    app = story(district)
    code = app.code()
    pair = f"story:{SECRET}" if spelt == "raw" else f"{quote_plus('story')}:{quote_plus(SECRET)}"
    answer = app.server.post(
        "/oidc/token",
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": app.verifier,
        },
        headers={"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"},
    )
    assert answer.status_code == 200


def test_a_wrong_secret_is_refused(district: District) -> None:
    """The app's server is told, with the challenge that HTTP asks for."""
    app = story(district)
    answer = app.exchange(app.code(), client_secret="wrong")
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["www-authenticate"].startswith("Basic")


def test_a_code_is_good_once_and_its_second_use_ends_the_first(district: District) -> None:
    """T-50: whoever shows a code again ends the access token that it gave."""
    app = story(district)
    code = app.code()
    first = app.exchange(code).json()
    assert app.user(first["access_token"]).status_code == 200
    assert app.exchange(code).json()["error"] == "invalid_grant"
    assert app.user(first["access_token"]).status_code == 401


def test_a_code_ends_after_a_minute(district: District) -> None:
    """Nobody finds one in a log and uses it."""
    app = story(district)
    code = app.code()
    district.clock.advance(60)
    assert app.exchange(code).json()["error"] == "invalid_grant"


def test_refresh_tokens_are_good_once_each(district: District) -> None:
    """T-50: each gives the next; one that comes again ends them all."""
    app = story(district)
    first = app.tokens(scope="openid offline_access", prompt="consent")
    again = app.ask("/oidc/token", grant_type="refresh_token", refresh_token=first["refresh_token"]).json()
    assert app.user(again["access_token"]).status_code == 200
    assert app.claims(again)["sub"] == app.claims(first)["sub"]
    stolen = app.ask("/oidc/token", grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert stolen.json()["error"] == "invalid_grant"
    assert app.user(again["access_token"]).status_code == 401
    last = app.ask("/oidc/token", grant_type="refresh_token", refresh_token=again["refresh_token"])
    assert last.json()["error"] == "invalid_grant"


def test_no_refresh_token_unless_asked_for(district: District) -> None:
    """An app that needs none holds none."""
    assert "refresh_token" not in story(district).tokens()


def test_signing_out_ends_the_apps_tokens(district: District) -> None:
    """T-51: an access token ends with the portal's session, however that ends."""
    app = story(district)
    tokens = app.tokens()
    app.browser.delete("/api/v1/session")
    assert app.user(tokens["access_token"]).status_code == 401
    again = story(district)
    tokens = again.tokens()
    district.void(MIA)
    assert again.user(tokens["access_token"]).status_code == 401


def test_who_is_not_signed_in_comes_to_the_door_and_back(district: District) -> None:
    """The page learns which app waits from the portal alone; after the badge the app gets its code."""
    browser = district.client()
    app = story(district, browser)
    door = app.authorize().headers["location"]
    page, _, request_id = door.partition("#continue=")
    assert page == "/from-app.html"
    waiting = browser.get(f"/api/v1/continuations/{request_id}").json()
    assert waiting["names"]["en"] == "Story Doors"
    assert browser.get(f"/continue?id={request_id}").headers["location"] == door
    sign_in(browser, district)
    back = browser.get(f"/continue?id={request_id}").headers["location"]
    assert app.exchange(query_of(back)["code"]).status_code == 200
    assert browser.get(f"/continue?id={request_id}").status_code == 400


def test_who_would_rather_not_goes_back_without_a_name(district: District) -> None:
    """*No, go back* tells the app that nobody signed in."""
    app = story(district, district.client())
    request_id = app.authorize().headers["location"].partition("=")[2]
    back = app.browser.get(f"/continue?id={request_id}&answer=no").headers["location"]
    assert query_of(back)["error"] == "access_denied"


def test_a_request_by_post_finds_its_cookie_at_the_next_step(district: District) -> None:
    """Another site's form brings no cookie along: the request waits for the GET that does."""
    app = story(district)
    posted = app.server.post("/oidc/authorize", data=app.request(), headers={"Sec-Fetch-Site": "cross-site"})
    assert posted.headers["location"].startswith("/continue?id=")
    back = app.browser.get(posted.headers["location"]).headers["location"]
    assert app.exchange(query_of(back)["code"]).status_code == 200


def test_a_pushed_request_is_good_once(district: District) -> None:
    """The app's server pushes what it asks for; the browser carries a name for it alone (RFC 9126)."""
    app = story(district)
    pushed = app.ask("/oidc/par", **app.request())
    assert pushed.status_code == 201
    short = {"client_id": "story", "request_uri": pushed.json()["request_uri"]}
    back = app.browser.get("/oidc/authorize", params=short).headers["location"]
    assert app.exchange(query_of(back)["code"]).status_code == 200
    assert app.browser.get("/oidc/authorize", params=short).status_code == 400


def test_an_app_shown_to_others_learns_nothing(district: District) -> None:
    """T-27: whoever the catalogue does not let in is not told to the app."""
    browser = district.client()
    assert browser.post("/api/v1/session", json=badge_body(district.badge(LEO))).status_code == 201
    assert garden(district, browser).answer()["error"] == "access_denied"


def test_each_app_has_ids_of_its_own(district: District) -> None:
    """T-52: the same child is another id to each app, and the same one to each at every visit."""
    browser = district.client()
    sign_in(browser, district)
    to_story, to_garden = story(district, browser), garden(district, browser)
    one = to_story.claims(to_story.tokens())["sub"]
    other = to_garden.claims(to_garden.tokens())["sub"]
    assert one != other
    assert len(one) == SUBJECT_LENGTH
    assert MIA.id not in one
    assert to_story.claims(to_story.tokens())["sub"] == one


def test_an_app_can_look_at_its_own_tokens_and_give_them_back(district: District) -> None:
    """Introspection tells of the app's own tokens alone; what is given back is good for nothing."""
    app = story(district)
    token = app.tokens()["access_token"]
    seen = app.ask("/oidc/introspect", token=token).json()
    assert (seen["active"], seen["client_id"]) == (True, "story")
    assert app.ask("/oidc/revoke", token=token).status_code == 200
    assert app.ask("/oidc/introspect", token=token).json() == {"active": False}
    assert app.user(token).status_code == 401


def test_a_password_is_told_as_one(district: District) -> None:
    """`amr` and `acr` say what was shown at the door."""
    browser = district.client()
    sign_in(browser, district, password=True)
    app = story(district, browser)
    claims = app.claims(app.tokens())
    assert (claims["amr"], claims["acr"]) == (["pwd"], "urn:harmony:acr:password")


def test_what_is_asked_for_by_name_stands_in_the_id_token_if_granted(district: District) -> None:
    """The `claims` parameter gets an app no more than the district granted."""
    app = story(district)
    claims = app.claims(app.tokens(claims='{"id_token": {"given_name": null, "family_name": null}}'))
    assert claims["given_name"] == MIA.given_name
    assert "family_name" not in claims


def test_staff_is_in_no_grade(district: District) -> None:
    """What somebody has not got is left out, and never empty."""
    browser = district.client()
    browser.post("/api/v1/session", json=badge_body(district.badge(TILDA)))
    app = story(district, browser)
    told = app.user(app.tokens()["access_token"]).json()
    assert set(told) == {"sub", "role", "given_name"}
