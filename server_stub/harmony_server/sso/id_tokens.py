"""ID tokens, made for apps and read back from them, and logout tokens."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from harmony.apps import OidcClient
from harmony_server.sso.keys import OidcKeys
from harmony_server.sso.subjects import session_id, subject
from harmony_server.store import SignOnRecord

GOOD_FOR_S = 10 * 60
"""An app reads it once, when somebody comes."""
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
ACR = {"badge": "urn:harmony:acr:badge", "pwd": "urn:harmony:acr:password"}
"""By what was shown at the door; with a second thing beside it `+more` is added."""
ACR_VALUES = (*ACR.values(), *(f"{each}+more" for each in ACR.values()))


@dataclass(frozen=True)
class Minting:
    """All that tokens are made with."""

    keys: OidcKeys
    issuer: str
    now: float

    def id_token(
        self,
        client: OidcClient,
        sign_on: SignOnRecord,
        *,
        access_token: str,
        nonce: str | None,
        more: Mapping[str, Any],
    ) -> str:
        """An ID token (OpenID Connect Core 1.0, section 2)."""
        claims = {
            **more,
            **self._common(client, sign_on),
            "exp": int(self.now) + GOOD_FOR_S,
            "auth_time": int(sign_on.auth_time),
            "acr": acr_of(sign_on.amr),
            "amr": sign_on.amr.split("+"),
            "at_hash": at_hash(access_token),
        }
        return self._signed(client, claims if nonce is None else {**claims, "nonce": nonce}, "JWT")

    def logout_token(self, client: OidcClient, sign_on: SignOnRecord, jti: str) -> str:
        """A logout token (Back-Channel Logout 1.0, section 2.4)."""
        claims = {
            **self._common(client, sign_on),
            "exp": int(self.now) + 120,
            "jti": jti,
            "events": {LOGOUT_EVENT: {}},
        }
        return self._signed(client, claims, "logout+jwt")

    def _common(self, client: OidcClient, sign_on: SignOnRecord) -> dict[str, Any]:
        return {
            "iss": self.issuer,
            "sub": subject(self.keys.salt, client, sign_on.person_id),
            "aud": client.client_id,
            "iat": int(self.now),
            "sid": session_id(self.keys.salt, client.client_id, sign_on.session_hash),
        }

    def _signed(self, client: OidcClient, claims: Mapping[str, Any], kind: str) -> str:
        key = self.keys.signing(client.id_token_signed_response_alg)
        return jwt.encode(dict(claims), key.private, key.alg, headers={"kid": key.kid, "typ": kind})


def read_hint(token: str, keys: OidcKeys, issuer: str) -> dict[str, Any] | None:
    """The claims of an ID token that we made, also one that is over; None for whatever else it is.

    The algorithm is the key's own, never what the token says.
    """
    try:
        header = jwt.get_unverified_header(token)
        key = keys.find(header.get("kid"))
        if key is None or header.get("typ") != "JWT":
            return None
        options = {"verify_exp": False, "verify_aud": False, "require": ["iss", "sub", "aud", "iat"]}
        claims: dict[str, Any] = jwt.decode(
            token,
            key.private.public_key(),
            [key.alg],
            issuer=issuer,
            options=options,  # type: ignore[arg-type]
        )
    except (jwt.PyJWTError, ValueError):
        return None
    return claims


def acr_of(amr: str) -> str:
    """How somebody was recognised, as one word (`acr`)."""
    first, _, more = amr.partition("+")
    return ACR.get(first, ACR["pwd"]) + ("+more" if more else "")


def at_hash(access_token: str) -> str:
    """What ties an ID token to its access token (OpenID Connect Core 1.0, section 3.1.3.6)."""
    half = hashlib.sha256(access_token.encode()).digest()[:16]
    return base64.urlsafe_b64encode(half).rstrip(b"=").decode()


def asked(claims: str) -> dict[str, dict[str, Any]]:
    """What an app asked for by name, by where it is to stand: `id_token`, `userinfo` (section 5.5).

    Raises ValueError for what has another shape.
    """
    wanted = json.loads(claims or "{}")
    if not isinstance(wanted, dict):
        raise ValueError("claims is no object")
    places = {place: wanted.get(place) or {} for place in ("id_token", "userinfo")}
    if not all(isinstance(names, dict) for names in places.values()):
        raise ValueError("claims has a place that is no object")
    return places
