"""Whether an app's request is answered, and with what. Nobody is asked for consent: the district gave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from harmony.badge.token import encode_base64url
from harmony.people.badge_secret import SecretKind
from harmony_server.accounts.second_step import Method
from harmony_server.accounts.sessions import CurrentSession
from harmony_server.badges.keys import Rng
from harmony_server.sso.codes import Code, sealed
from harmony_server.sso.errors import AuthorizationRefused
from harmony_server.sso.id_tokens import read_hint
from harmony_server.sso.keys import OidcKeys
from harmony_server.sso.requests import AuthorizationRequest
from harmony_server.sso.subjects import subject
from harmony_server.store import SignOnRecord

ID_BYTES = 16
SECOND_STEPS: Mapping[str, str] = {
    Method.PASSKEY: "hwk",
    Method.TOTP: "otp",
    Method.RECOVERY: "otp",
    SecretKind.PIN: "pin",
    SecretKind.PICTURES: "pin",
}
"""By the words of RFC 8176: a key in hardware, a password that is good once, a PIN or pattern."""


class SignInNeeded(Exception):
    """Somebody has to sign in, or again, before the app gets its answer."""


@dataclass(frozen=True)
class Deciding:
    """What a decision is made with."""

    keys: OidcKeys
    issuer: str
    now: float
    rng: Rng


def answer(
    deciding: Deciding,
    request: AuthorizationRequest,
    session: CurrentSession | None,
    *,
    asked_at: float | None = None,
) -> str:
    """The address that the browser goes to, with a code.

    `asked_at` is when the app asked, where somebody had to sign in since. Raises SignInNeeded and
    AuthorizationRefused.
    """
    if session is None or _is_stale(request, session, asked_at, deciding.now):
        if "none" in request.prompt:
            raise request.refused("login_required")
        raise SignInNeeded
    _check_whom(deciding, request, session)
    if not request.client.app.audience.admits(session.membership):
        raise request.refused("access_denied", "This app is not for them.")
    return _with_code(deciding, request, session)


def refusal_address(refused: AuthorizationRefused, issuer: str) -> str:
    """Where a browser goes to tell an app that nobody signed in."""
    said = {"error": refused.error.error, "error_description": refused.error.description}
    return _back(refused.redirect_uri, said, refused.state, issuer)


def _is_stale(
    request: AuthorizationRequest, session: CurrentSession, asked_at: float | None, now: float
) -> bool:
    """Whether this sign-in is too old for what is asked: a new one is never."""
    begun = session.record.created_at
    if asked_at is not None and begun >= asked_at:
        return False
    too_old = request.max_age is not None and now - begun > request.max_age
    return too_old or request.max_age == 0 or bool(request.prompt & {"login", "select_account"})


def _check_whom(deciding: Deciding, request: AuthorizationRequest, session: CurrentSession) -> None:
    """Raise where the app wants somebody else than who is signed in."""
    wanted = [request.wanted_subject]
    if request.id_token_hint:
        hint = read_hint(request.id_token_hint, deciding.keys, deciding.issuer)
        if hint is None or hint["aud"] != request.client.id:
            raise request.refused("invalid_request", "id_token_hint is not one of ours for this app.")
        wanted.append(str(hint["sub"]))
    own = subject(deciding.keys.salt, request.client.oidc, session.person.id)
    if any(each not in (None, own) for each in wanted):
        raise request.refused("login_required", "Somebody else is signed in.")


def _with_code(deciding: Deciding, request: AuthorizationRequest, session: CurrentSession) -> str:
    sign_on = SignOnRecord(
        id=encode_base64url(deciding.rng(ID_BYTES)),
        client_id=request.client.id,
        person_id=session.person.id,
        session_hash=session.record.token_hash,
        scope=" ".join(request.scope),
        claims=request.claims,
        amr=_methods(session),
        auth_time=session.record.created_at,
        created_at=deciding.now,
    )
    code = Code(sign_on, request.redirect_uri, request.code_challenge, request.nonce)
    told = {"code": sealed(code, deciding.keys.salt, deciding.rng)}
    return _back(request.redirect_uri, told, request.state, deciding.issuer)


def _methods(session: CurrentSession) -> str:
    """What was shown at the door, and what was done beside it."""
    second = session.record.second_step
    return f"{session.record.amr}+{SECOND_STEPS[second]}+mfa" if second else session.record.amr


def _back(redirect_uri: str, answer: dict[str, str], state: str | None, issuer: str) -> str:
    """An answer to the app, with who gives it (RFC 9207)."""
    told = {**answer, "iss": issuer} | ({"state": state} if state is not None else {})
    query = urlencode({name: value for name, value in told.items() if value})
    return f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{query}"
