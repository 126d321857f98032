"""An app proves that it is this app: by a secret in one of two places, by a key, or not at all.

A secret in HTTP Basic comes in two spellings: form-encoded first, as RFC 6749 (section 2.3.1) has it, or
as it is, as many libraries send it. Both are taken.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote_plus

import jwt

from harmony_server.sso.clients import Client, one
from harmony_server.sso.errors import InvalidClient, OAuthError

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ALGORITHMS = ["RS256", "ES256", "PS256"]
LONGEST_S = 3600
"""How far ahead an assertion may end: so long it must be remembered that it was used."""
METHODS = ("client_secret_basic", "client_secret_post", "private_key_jwt", "none")

KeysOf = Callable[[Client, str | None], Sequence[jwt.PyJWK]]
"""An app's public keys, by the `kid` that is looked for."""
UseOnce = Callable[[str, float], bool]
"""Whether an assertion, by its hash and until when it must be remembered, was never used."""

_BASIC = re.compile(r"(?i:basic) +([A-Za-z0-9+/=]+)")


def prove(
    find: Callable[[str], Client | None],
    authorization: str | None,
    parameters: Mapping[str, str],
    *,
    audiences: Sequence[str],
    now: float,
    keys_of: KeysOf,
    use_once: UseOnce,
) -> Client:
    """The app that asks; blocks while its keys are fetched. Raises InvalidClient, OAuthError."""
    ways = [authorization, one(parameters, "client_secret"), one(parameters, "client_assertion")]
    if sum(way is not None for way in ways) > 1:
        raise OAuthError("invalid_request", "Prove it in one way only.")
    if authorization is not None:
        return _by_basic(find, authorization, parameters)
    if ways[2] is not None:
        return _by_assertion(find, parameters, audiences, now, keys_of, use_once)
    client = find(one(parameters, "client_id") or "")
    if client is None:
        raise InvalidClient("There is no such client.")
    if ways[1] is not None:
        return _with_secret(client, ways[1])
    if not client.oidc.public:
        raise InvalidClient("This client must prove itself.")
    return client


def _by_basic(
    find: Callable[[str], Client | None], authorization: str, parameters: Mapping[str, str]
) -> Client:
    for name, secret in _spellings(authorization):
        client = find(name)
        if client is not None and client.knows_secret(secret):
            if one(parameters, "client_id") not in (None, client.id):
                raise OAuthError("invalid_request", "Two different clients are named.")
            return client
    raise InvalidClient("Wrong client or secret.")


def _spellings(authorization: str) -> list[tuple[str, str]]:
    match = _BASIC.fullmatch(authorization.strip())
    try:
        text = base64.b64decode(match.group(1), validate=True).decode() if match else ""
    except (binascii.Error, UnicodeDecodeError):
        return []
    name, colon, secret = text.partition(":")
    return [(unquote_plus(name), unquote_plus(secret)), (name, secret)] if colon else []


def _with_secret(client: Client, secret: str) -> Client:
    if not client.knows_secret(secret):
        raise InvalidClient("Wrong client or secret.")
    return client


def _by_assertion(
    find: Callable[[str], Client | None],
    parameters: Mapping[str, str],
    audiences: Sequence[str],
    now: float,
    keys_of: KeysOf,
    use_once: UseOnce,
) -> Client:
    """A signed assertion (RFC 7523, section 3; OpenID Connect Core 1.0, section 9)."""
    if parameters.get("client_assertion_type") != ASSERTION_TYPE:
        raise OAuthError("invalid_request", f"client_assertion_type must be {ASSERTION_TYPE}.")
    token = parameters["client_assertion"]
    try:
        unverified = jwt.decode(token, options={"verify_signature": False})
        kid = jwt.get_unverified_header(token).get("kid")
    except (jwt.PyJWTError, ValueError):
        raise InvalidClient("The assertion is no JWT.") from None
    client = find(str(unverified.get("sub")))
    if client is None or one(parameters, "client_id") not in (None, client.id):
        raise InvalidClient("There is no such client.")
    claims = _verified(token, keys_of(client, kid), client.id, audiences, now)
    if claims is None:
        raise InvalidClient("The assertion does not hold.")
    digest = hashlib.sha256(f"{client.id}\0{claims['jti']}".encode()).hexdigest()
    if not use_once(digest, float(claims["exp"])):
        raise InvalidClient("The assertion was used before.")
    return client


def _verified(
    token: str, keys: Sequence[jwt.PyJWK], client_id: str, audiences: Sequence[str], now: float
) -> dict[str, Any] | None:
    options = {
        "verify_exp": False,
        "verify_iat": False,
        "verify_nbf": False,
        "require": ["exp", "jti", "aud", "iss"],
    }
    for key in keys:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                ALGORITHMS,
                audience=audiences,
                issuer=client_id,
                options=options,  # type: ignore[arg-type]
            )
        except (jwt.PyJWTError, TypeError, ValueError):
            continue
        # By the portal's own clock, which its tests turn.
        ends = claims["exp"]
        if isinstance(ends, int | float) and now - 10 < ends < now + LONGEST_S and claims["sub"] == client_id:
            return claims
    return None
