"""The public keys of apps that prove themselves by one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from threading import Lock

import jwt

from harmony_server.sso.clients import Client
from harmony_server.sso.outgoing import NotAnswered, fetch_json

KEPT_S = 300
AGAIN_AFTER_S = 30
"""How soon an address is asked again for a key that it did not have."""


class ClientKeys:
    """Keys as the catalogue has them, or as an app publishes them, kept for a while."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, tuple[jwt.PyJWK, ...]]] = {}
        self._lock = Lock()

    def __call__(self, client: Client, kid: str | None) -> Sequence[jwt.PyJWK]:
        """The keys of an app that a `kid` may mean; blocks while they are fetched."""
        if client.oidc.jwks is not None:
            keys = _keys(client.oidc.jwks)
        elif client.oidc.jwks_uri:
            keys = self._fetched(client.oidc.jwks_uri, kid)
        else:
            return ()
        return [key for key in keys if kid is None or key.key_id in (None, kid)]

    def _fetched(self, address: str, kid: str | None) -> tuple[jwt.PyJWK, ...]:
        with self._lock:
            at, keys = self._kept.get(address, (-KEPT_S, ()))
        age = time.monotonic() - at
        known = kid is None or any(key.key_id == kid for key in keys)
        if age < (KEPT_S if known else AGAIN_AFTER_S):
            return keys
        with suppress(NotAnswered):  # what was known serves on
            keys = _keys(fetch_json(address))
        with self._lock:
            self._kept[address] = time.monotonic(), keys
        return keys


def _keys(jwks: object) -> tuple[jwt.PyJWK, ...]:
    """The keys of a set that can verify; what is none is passed over."""
    listed = jwks.get("keys") if isinstance(jwks, dict) else None
    found = []
    for each in listed if isinstance(listed, list) else ():
        try:
            if isinstance(each, dict) and each.get("kty") in ("RSA", "EC"):
                found.append(jwt.PyJWK.from_dict(each))
        except (jwt.PyJWTError, ValueError, KeyError):
            continue
    return tuple(found)
