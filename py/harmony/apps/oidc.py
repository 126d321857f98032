"""An app that signs people in by OpenID Connect: what the district agreed with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from harmony.apps.links import link_problem

CLAIMS = ("given_name", "family_name", "name", "preferred_username", "grade", "schools", "classes")
"""What an app may be told beyond the least: `sub`, `role` and `grade_band`."""
SIGNING_ALGORITHMS = ("RS256", "ES256")


@dataclass(frozen=True)
class OidcClient:
    """An app as a client of the portal (names as in OpenID Connect Dynamic Registration, section 2).

    A redirect or logout address may be a path of this site, as a link may.
    """

    client_id: str
    redirect_uris: tuple[str, ...]
    public: bool = False
    """It can keep no secret, so it has none."""
    client_secret_file: str = ""
    """Below the data folder."""
    jwks: Mapping[str, object] | None = None
    """Its public keys (RFC 7517), where they stand in the catalogue itself."""
    jwks_uri: str = ""
    initiate_login_uri: str = ""
    post_logout_redirect_uris: tuple[str, ...] = ()
    backchannel_logout_uri: str = ""
    claims: tuple[str, ...] = ()
    """Of `CLAIMS`."""
    sector: str = ""
    """Apps of one sector are told the same `sub`; the `client_id` unless the catalogue says otherwise."""
    id_token_signed_response_alg: str = SIGNING_ALGORITHMS[0]


def redirect_problem(address: str) -> str | None:
    """What is wrong with an address that a browser is sent back to; None if it may be used.

    It is compared letter by letter (RFC 9700, section 4.1.3), so it must have one spelling.
    """
    if not address.isascii():
        return "holds letters beyond ASCII: write the host in its xn-- form and %-encode the rest."
    if "#" in address:
        return "has a fragment: take out the # and what follows."
    if "*" in address:
        return "holds a *: every address must be written out; there are no patterns."
    return link_problem(address)


def server_problem(address: str) -> str | None:
    """What is wrong with an address that the portal itself asks; None if it may be used."""
    if address.startswith("/"):
        return "must be a whole address that starts with https://."
    return redirect_problem(address)
