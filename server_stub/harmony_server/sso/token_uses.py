"""What tokens are good for: user information, being looked at (RFC 7662), being given back (RFC 7009)."""

from __future__ import annotations

from typing import Any

from harmony_server.accounts.sessions import token_hash
from harmony_server.sso.clients import Client
from harmony_server.sso.errors import InvalidToken, OAuthError
from harmony_server.sso.id_tokens import Minting
from harmony_server.sso.subjects import claims_of, subject
from harmony_server.sso.token_endpoint import is_good
from harmony_server.store import IssuedToken, Store, Transaction


def user_information(store: Store, minting: Minting, token: str | None, client_of: Any) -> dict[str, Any]:
    """What an app is told of whoever signed in to it (OpenID Connect Core 1.0, section 5.3).

    `client_of` gives an app by its client_id. Raises InvalidToken.
    """
    with store.look() as tx:
        issued = _live(tx, token, minting.now)
        client = client_of(issued.sign_on.client_id) if issued and issued.kind == "access" else None
        if issued is None or client is None:
            raise InvalidToken
        told = claims_of(tx, issued.known.person, client.oidc)
    return {"sub": subject(minting.keys.salt, client.oidc, issued.sign_on.person_id), **told}


def introspection(store: Store, minting: Minting, client: Client, token: str | None) -> dict[str, Any]:
    """What an app may know of a token of its own; of any other, only that it is nothing to it."""
    if not token:
        raise OAuthError("invalid_request", "token is missing.")
    with store.read() as tx:
        issued = _live(tx, token, minting.now)
    if issued is None or issued.sign_on.client_id != client.id:
        return {"active": False}
    return {
        "active": True,
        "iss": minting.issuer,
        "client_id": client.id,
        "sub": subject(minting.keys.salt, client.oidc, issued.sign_on.person_id),
        "scope": issued.sign_on.scope,
        "token_type": "Bearer" if issued.kind == "access" else "refresh_token",
        "exp": int(issued.expires_at),
    }


def revoke(tx: Transaction, client: Client, token: str | None, now: float) -> None:
    """Take a token back; with a refresh token goes all that came with it. Others' tokens stay."""
    if not token:
        raise OAuthError("invalid_request", "token is missing.")
    issued = tx.sign_ons.find(token_hash(token))
    if issued is None or issued.sign_on.client_id != client.id:
        return
    if issued.kind == "refresh":
        tx.sign_ons.end(issued.sign_on.id, now)
    else:
        tx.sign_ons.expire(issued.token_hash, now)


def _live(tx: Transaction, token: str | None, now: float) -> IssuedToken | None:
    """A token that still is good, of whichever kind but a code."""
    issued = tx.sign_ons.find(token_hash(token)) if token else None
    if issued is None or issued.kind == "code" or issued.used_at is not None:
        return None
    return issued if now < issued.expires_at and is_good(issued) else None
