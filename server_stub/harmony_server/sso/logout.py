"""An app asks that its user be signed out of the portal (OpenID Connect RP-Initiated Logout 1.0)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from harmony_server.accounts.sessions import CurrentSession
from harmony_server.sso.clients import Client, one
from harmony_server.sso.id_tokens import read_hint
from harmony_server.sso.keys import OidcKeys
from harmony_server.sso.subjects import session_id, subject


@dataclass(frozen=True)
class Logout:
    """What is to be done about a request to sign out."""

    ends_session: bool
    """Whether it is sure enough that this app's user wants it; else whoever sits there is asked."""
    address: str | None
    """Where the browser goes then; None for a page of the portal."""


def read(
    parameters: Mapping[str, str],
    session: CurrentSession | None,
    *,
    keys: OidcKeys,
    issuer: str,
    find: Callable[[str], Client | None],
) -> Logout:
    """Decide. Only an ID token of ours, for this person or of this session, ends anything without asking.

    Else any page could sign a child out. Nobody is sent to an address that was not agreed upon.
    """
    token = one(parameters, "id_token_hint")
    hint = read_hint(token, keys, issuer) if token else None
    client = find(str(hint["aud"])) if hint else None
    if hint is None or client is None or one(parameters, "client_id") not in (None, client.id):
        return Logout(ends_session=False, address=None)
    wanted = one(parameters, "post_logout_redirect_uri")
    if wanted is not None and wanted not in client.post_logout_redirect_uris:
        return Logout(ends_session=False, address=None)
    if session is not None and not _is_theirs(hint, session, client, keys):
        return Logout(ends_session=False, address=None)
    return Logout(ends_session=session is not None, address=_address(wanted, one(parameters, "state")))


def _is_theirs(hint: Mapping[str, object], session: CurrentSession, client: Client, keys: OidcKeys) -> bool:
    """Whether the token is about whoever is signed in here, or of this very session."""
    return hint.get("sid") == session_id(keys.salt, client.id, session.record.token_hash) or hint[
        "sub"
    ] == subject(keys.salt, client.oidc, session.person.id)


def _address(wanted: str | None, state: str | None) -> str | None:
    if wanted is None or state is None:
        return wanted
    return f"{wanted}{'&' if '?' in wanted else '?'}{urlencode({'state': state})}"
