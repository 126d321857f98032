"""Codes and refresh tokens become tokens (RFC 6749, section 5; OpenID Connect Core 1.0, section 3.1.3).

A code or refresh token is good once. Whoever shows one again ends all that came of it, for one of the two who
had it stole it (RFC 9700, sections 2.1.1 and 4.14.2).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from harmony.badge.token import encode_base64url
from harmony.model import Person
from harmony_server.accounts.sessions import token_hash
from harmony_server.badges.keys import Rng
from harmony_server.sso import codes
from harmony_server.sso.clients import Client, one
from harmony_server.sso.errors import OAuthError
from harmony_server.sso.id_tokens import Minting, asked
from harmony_server.sso.subjects import claims_of
from harmony_server.store import IssuedToken, SignOnRecord, Store, Transaction

ACCESS_GOOD_FOR_S = 3600
REFRESH_GOOD_FOR_S = 30 * 24 * 3600
SECRET_BYTES = 32
OFFLINE = "offline_access"

_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


@dataclass(frozen=True)
class Exchange:
    """What an exchange is made with."""

    store: Store
    minting: Minting
    rng: Rng


@dataclass(frozen=True)
class _Granted:
    """What a code or refresh token turned out to be good for."""

    sign_on: SignOnRecord
    scope: str
    nonce: str | None
    more: Mapping[str, Any]
    access: str
    refresh: str | None


def exchange(making: Exchange, client: Client, parameters: Mapping[str, str]) -> dict[str, Any]:
    """The answer of the token endpoint; blocks while the store works. Raises OAuthError."""
    kind = parameters.get("grant_type")
    if kind == "authorization_code":
        outcome = making.store.write(lambda tx: _by_code(making, client, parameters, tx))
    elif kind == "refresh_token":
        outcome = making.store.write(lambda tx: _by_refresh(making, client, parameters, tx))
    else:
        raise OAuthError("unsupported_grant_type" if kind else "invalid_request", "grant_type is not known.")
    if isinstance(outcome, OAuthError):  # raised only now: what it ended stays ended
        raise outcome
    return _told(making, client, outcome)


def _told(making: Exchange, client: Client, granted: _Granted) -> dict[str, Any]:
    """Signed after the transaction: nobody waits for a signature."""
    id_token = making.minting.id_token(
        client.oidc, granted.sign_on, access_token=granted.access, nonce=granted.nonce, more=granted.more
    )
    told = {
        "access_token": granted.access,
        "token_type": "Bearer",
        "expires_in": ACCESS_GOOD_FOR_S,
        "scope": granted.scope,
        "id_token": id_token,
    }
    return told | ({"refresh_token": granted.refresh} if granted.refresh else {})


def _by_code(
    making: Exchange, client: Client, parameters: Mapping[str, str], tx: Transaction
) -> _Granted | OAuthError:
    now = making.minting.now
    code = codes.opened(parameters.get("code", ""), making.minting.keys.salt)
    if code is None or code.sign_on.client_id != client.id:
        return _bad("The code is not known.")
    sign_on = code.sign_on
    if not tx.sign_ons.begin(sign_on):
        tx.sign_ons.end(sign_on.id, now)
        return _bad("The code was used before.")
    if one(parameters, "redirect_uri") != code.redirect_uri:
        return _bad("redirect_uri is another than it was.")
    if not _verifies(parameters.get("code_verifier"), code.code_challenge):
        return _bad("code_verifier does not fit.")
    whose = tx.sign_ons.whose(sign_on)
    if code.is_over(now) or whose is None or not whose.session_is_open or not whose.known.can_sign_in:
        return _bad("It is not good any longer.")
    return _grant(making, client, sign_on, whose.known.person, sign_on.scope, code.nonce, tx)


def _by_refresh(
    making: Exchange, client: Client, parameters: Mapping[str, str], tx: Transaction
) -> _Granted | OAuthError:
    now = making.minting.now
    issued = _issued(tx, "refresh", parameters.get("refresh_token"), client)
    if issued is None:
        return _bad("The refresh token is not known.")
    wanted = parameters.get("scope", issued.sign_on.scope).split()
    if not set(wanted) <= set(issued.sign_on.scope.split()):
        return OAuthError("invalid_scope", "scope is wider than it was.")
    if not tx.sign_ons.use(issued.token_hash, now):
        tx.sign_ons.end(issued.sign_on.id, now)
        return _bad("The refresh token was used before.")
    if now >= issued.expires_at or not is_good(issued):
        return _bad("It is not good any longer.")
    return _grant(making, client, issued.sign_on, issued.known.person, " ".join(wanted), None, tx)


def _issued(tx: Transaction, kind: str, text: str | None, client: Client) -> IssuedToken | None:
    issued = tx.sign_ons.find(token_hash(text)) if text else None
    is_theirs = issued is not None and issued.kind == kind and issued.sign_on.client_id == client.id
    return issued if is_theirs else None


def _grant(
    making: Exchange,
    client: Client,
    sign_on: SignOnRecord,
    person: Person,
    scope: str,
    nonce: str | None,
    tx: Transaction,
) -> _Granted:
    """Give an access token, and a refresh token where the app asked for one."""
    now = making.minting.now
    access = encode_base64url(making.rng(SECRET_BYTES))
    tx.sign_ons.add_token(token_hash(access), "access", sign_on.id, now + ACCESS_GOOD_FOR_S)
    refresh = encode_base64url(making.rng(SECRET_BYTES)) if OFFLINE in sign_on.scope.split() else None
    if refresh:
        tx.sign_ons.add_token(token_hash(refresh), "refresh", sign_on.id, now + REFRESH_GOOD_FOR_S)
    names = asked(sign_on.claims)["id_token"] if sign_on.claims else {}
    told = claims_of(tx, person, client.oidc) if names else {}
    more = {name: value for name, value in told.items() if name in names}
    return _Granted(sign_on, scope, nonce, more, access, refresh)


def is_good(issued: IssuedToken) -> bool:
    """Whether the sign-in behind a token still is: of somebody who may come in, and not ended.

    It ends with the portal's session unless it may outlive that.
    """
    offline = OFFLINE in issued.sign_on.scope.split()
    is_over = issued.sign_on.ended_at is not None or not (issued.session_is_open or offline)
    return issued.known.can_sign_in and not is_over


def _verifies(verifier: str | None, challenge: str | None) -> bool:
    """PKCE (RFC 7636, section 4.6). A verifier without a challenge is refused: that was taken out."""
    if challenge is None or verifier is None:
        return challenge is None and not verifier
    if not _VERIFIER.fullmatch(verifier):
        return False
    return hmac.compare_digest(challenge_of(verifier), challenge)


def challenge_of(verifier: str) -> str:
    """The S256 challenge of a verifier (RFC 7636, section 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _bad(description: str) -> OAuthError:
    return OAuthError("invalid_grant", description)
