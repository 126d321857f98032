"""The command `harmony apps test`: a whole launch as a student, each step in words.

The app's part is played here, so that it need not be ready; where its tile leads is asked for real.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlsplit

import jwt
import typer

from harmony.model import AuthenticationMethod, Person
from harmony_server.accounts import sessions
from harmony_server.accounts.sessions import CurrentSession, Shown
from harmony_server.cli.apps_add import AppOption
from harmony_server.cli.console import Refused, say
from harmony_server.cli.district import DATA, DataOption, District, active_person, now, opened
from harmony_server.sso import outgoing
from harmony_server.sso.clients import Client
from harmony_server.sso.errors import OAuthError
from harmony_server.sso.keys import OidcKeys
from harmony_server.sso.provider import Goes, Provider
from harmony_server.sso.token_endpoint import challenge_of

ADVICE = {
    "access_denied": "this student does not have the app: see [app.who] in apps.toml",
    "invalid_request": "the request is not in order",
}


def try_app(
    app_id: AppOption,
    as_: Annotated[str, typer.Option("--as", metavar="STUDENT", help="Student id, or what the roster says.")],
    data: DataOption = DATA,
) -> None:
    """Sign in to an app as a student would, and explain each step."""
    with opened(data) as district:
        with district.store.read() as tx:
            person = active_person(tx, as_)
        keys = OidcKeys.ensure(district.config.data, now(), secrets.token_bytes)
        apps = district.apps()
        provider = Provider(
            district.config, district.store, lambda: keys, lambda: apps, now, secrets.token_bytes
        )
        app = apps.app(app_id)
        issuer = district.config.portal_url
        client = provider.client(app.oidc.client_id, issuer) if app and app.oidc else None
        if client is None:
            raise Refused(f"{app_id!r} is no app that signs in. `harmony apps check` shows which there are.")
        answers = _tile(client)
        with _signed_in(district, person) as session:
            _sign_in(provider, client, session, issuer)
    works = "All of it works" if answers else "All but its tile works"
    say(f"{works}. What the app does with it is the app's to show: tap its tile.")


def _tile(client: Client) -> bool:
    """Say where the tile leads; whether somebody answers there."""
    address = client.initiate_login_uri() or client.start_page()
    try:
        status, _ = outgoing.ask("GET", address)
    except outgoing.NotAnswered as silent:
        say(f"wrong  tile: leads to {address}, which {silent}: children would see nothing")
        return False
    _step("tile", f"leads to {address}, which answers {status}")
    return True


def _sign_in(provider: Provider, client: Client, session: CurrentSession, issuer: str) -> None:
    verifier = secrets.token_urlsafe(48)
    asked = {
        "client_id": client.id,
        "redirect_uri": client.redirect_uris[0],
        "response_type": "code",
        "scope": "openid",
        "nonce": "harmony apps test",
        "code_challenge": challenge_of(verifier),
        "code_challenge_method": "S256",
    }
    _step("request", f"asks for somebody to be sent back to {asked['redirect_uri']}")
    step = provider.authorize(asked, session, issuer, repeated=False, has_cookies=True)
    if not isinstance(step, Goes):
        raise Refused("answer: somebody would have to sign in first")
    came = dict(parse_qsl(urlsplit(step.address).query))
    if "code" not in came:
        raise Refused(f"answer: {came.get('error')}: {ADVICE.get(came.get('error', ''), 'see docs/sso.md')}.")
    _step("answer", f"a code, from {came['iss']}")
    form = {"grant_type": "authorization_code", "code": came["code"], "code_verifier": verifier}
    tokens = _exchanged(provider, client, form | {"redirect_uri": asked["redirect_uri"]}, issuer)
    _explain("id token", jwt.decode(tokens["id_token"], options={"verify_signature": False}))
    _explain("user information", provider.user_information(tokens["access_token"], issuer))


def _exchanged(provider: Provider, client: Client, form: Mapping[str, str], issuer: str) -> dict[str, Any]:
    try:
        tokens = provider.exchange(client, form, issuer)
    except OAuthError as error:
        raise Refused(f"tokens: {error.error}: {error.description}") from None
    _step("tokens", f"an access token for {tokens['expires_in']} seconds, and an ID token")
    return tokens


MEANING = {
    "sub": "the app's own id of this student",
    "iss": "who says so",
    "aud": "for which app",
    "sid": "the session, to be told of its end",
    "amr": "what was shown at the door",
    "acr": "the same in one word",
    "auth_time": "when that was",
    "nonce": "ties it to the request",
    "at_hash": "ties it to the access token",
    "exp": "good until",
    "iat": "made",
}


def _explain(title: str, claims: Mapping[str, Any]) -> None:
    _step(title, "says")
    for name, value in claims.items():
        say(f"         {name} = {value}" + (f"   ({MEANING[name]})" if name in MEANING else ""))


@contextmanager
def _signed_in(district: District, person: Person) -> Iterator[CurrentSession]:
    """A session of this student's, for as long as the block runs."""
    store, limits = district.store, district.config.limits_for
    shown = Shown(AuthenticationMethod.PASSWORD)
    token = store.write(
        lambda tx: sessions.begin(tx, person, shown, replacing=None, now=now(), rng=secrets.token_bytes)
    )
    try:
        yield sessions.current(store, token, limits, district.keys(), now())
    finally:
        store.write(lambda tx: tx.sessions.end(sessions.token_hash(token)))


def _step(title: str, text: str) -> None:
    say(f"ok     {title}: {text}")
