"""Requests that an app's own server pushes ahead of the browser (RFC 9126)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from harmony_server.badges.keys import Rng
from harmony_server.sso import pending, requests
from harmony_server.sso.clients import Client
from harmony_server.sso.errors import AuthorizationRefused, OAuthError, Untrusted
from harmony_server.store import Store

PROOFS = ("client_secret", "client_assertion", "client_assertion_type")
"""What is about the app and not about the request; it is not kept."""


def push(
    store: Store, client: Client, parameters: Mapping[str, str], *, repeated: bool, now: float, rng: Rng
) -> dict[str, Any]:
    """Keep a request and name it for the browser; blocks. Raises OAuthError for one that is not in order."""
    if "request_uri" in parameters:
        raise OAuthError("invalid_request", "A pushed request stands for itself.")
    try:
        requests.read(parameters, client, repeated=repeated)
    except Untrusted as untrusted:
        raise OAuthError("invalid_request", str(untrusted)) from None
    except AuthorizationRefused as refused:
        raise refused.error from None
    kept = {name: value for name, value in parameters.items() if name not in PROOFS}
    request_id = pending.keep(store, pending.PUSHED, client.id, kept, now=now, rng=rng)
    return {"request_uri": pending.PUSHED_URN + request_id, "expires_in": pending.WAITS_S[pending.PUSHED]}
