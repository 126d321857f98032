"""Requests that wait: for somebody to sign in, for the browser's cookie, or for the browser (RFC 9126)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from harmony.badge.token import encode_base64url
from harmony_server.accounts.sessions import token_hash
from harmony_server.badges.keys import Rng
from harmony_server.sso.errors import Untrusted
from harmony_server.store import PendingRequest, Store, Transaction

AUTHORIZE, PUSHED, LAUNCH = "authorize", "pushed", "launch"
WAITS_S = {AUTHORIZE: 30 * 60, LAUNCH: 30 * 60, PUSHED: 90}
"""A child may look for the badge first."""
PUSHED_URN = "urn:ietf:params:oauth:request_uri:"
ID_BYTES = 24


def keep(
    store: Store, kind: str, client_id: str, parameters: Mapping[str, str], *, now: float, rng: Rng
) -> str:
    """Keep a request and give the id by which it is found again; blocks while the store works."""
    request_id = encode_base64url(rng(ID_BYTES))
    pending = PendingRequest(
        token_hash(request_id), kind, client_id, json.dumps(dict(parameters)), now, now + WAITS_S[kind]
    )

    def write(tx: Transaction) -> None:
        tx.pending.forget_before(now)
        tx.pending.add(pending)

    store.write(write)
    return request_id


def find(tx: Transaction, request_id: str | None, kinds: tuple[str, ...], now: float) -> PendingRequest:
    """A request that waits; raises Untrusted where there is none, or none any more."""
    pending = tx.pending.get(token_hash(request_id)) if request_id else None
    if pending is None or pending.kind not in kinds or now >= pending.expires_at:
        raise Untrusted("This request is not waiting any more. Start again from the app.")
    return pending


def parameters_of(pending: PendingRequest) -> dict[str, str]:
    """What was asked for."""
    parameters: dict[str, str] = json.loads(pending.parameters)
    return parameters


def is_pushed(request_uri: str | None) -> bool:
    """Whether an address stands for a request that an app's server pushed."""
    return bool(request_uri) and str(request_uri).startswith(PUSHED_URN)
