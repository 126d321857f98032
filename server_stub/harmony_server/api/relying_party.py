"""For which host a passkey is made: the portal's, or this machine's name where the portal is being tried."""

from __future__ import annotations

from fastapi import Request

from harmony_server.accounts.passkeys import RelyingParty
from harmony_server.api.connection import is_of_this_machine
from harmony_server.settings.addresses import host_of, origin_of
from harmony_server.settings.config import Config


def relying_party(request: Request, config: Config) -> RelyingParty:
    """The relying party (WebAuthn, section 5.1.3) of a request.

    A passkey is bound to a host name for good: after a move to another host, staff are invited anew.
    A browser makes none for an address of numbers, such as 127.0.0.1.
    """
    origin = config.portal_url
    if config.any_host or is_of_this_machine(request):
        origin = origin_of(f"{request.url.scheme}://{request.headers.get('host', '')}")
    return RelyingParty(host_of(origin.partition("://")[2]), origin, config.name)
