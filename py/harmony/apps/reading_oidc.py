"""Reading how an app signs in.

[app.oidc]
client_id = "story"                                     # optional: the app's id
client_secret_file = "secrets/story"                    # or public = true, or jwks, or jwks_uri
redirect_uris = ["https://stories.example/callback"]    # written out, compared letter by letter
initiate_login_uri = "https://stories.example/login"    # optional: where a tile begins
post_logout_redirect_uris = []                          # optional
backchannel_logout_uri = ""                             # optional: told when somebody signs out
claims = ["given_name", "grade"]                        # optional: beyond sub, role and grade_band
sector = "stories"                                      # optional: apps that share one sub
id_token_signed_response_alg = "RS256"                  # optional: or "ES256"
"""

from __future__ import annotations

import re
from collections.abc import Callable

from harmony.apps.links import MAX_LINK
from harmony.apps.oidc import CLAIMS, SIGNING_ALGORITHMS, OidcClient, redirect_problem, server_problem
from harmony.apps.tables import Table

MAX_CLIENT_ID = 64
MAX_PATH = 200

_CLIENT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_FILE = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")


def read_oidc(table: Table, app_id: object) -> OidcClient:
    """Read the table, noting all that is wrong in it."""
    client_id = table.text("client_id", app_id if isinstance(app_id, str) else "", longest=MAX_CLIENT_ID)
    client = OidcClient(
        client_id=client_id,
        redirect_uris=_addresses(table, "redirect_uris", redirect_problem),
        public=table.flag("public"),
        client_secret_file=table.text("client_secret_file", "", longest=MAX_PATH),
        jwks=table.mapping("jwks"),
        jwks_uri=_address(table, "jwks_uri", server_problem),
        initiate_login_uri=_address(table, "initiate_login_uri", redirect_problem),
        post_logout_redirect_uris=_addresses(table, "post_logout_redirect_uris", redirect_problem),
        backchannel_logout_uri=_address(table, "backchannel_logout_uri", server_problem),
        claims=table.strings("claims", CLAIMS),
        sector=table.text("sector", client_id or "-", longest=MAX_CLIENT_ID),
        id_token_signed_response_alg=table.choice(
            "id_token_signed_response_alg", SIGNING_ALGORITHMS, SIGNING_ALGORITHMS[0]
        ),
    )
    table.refuse_unknown()
    if client_id and not _CLIENT_ID.fullmatch(client_id):
        table.note("client_id", "must be of letters, digits and hyphens: others are encoded in two ways.")
    if not client.redirect_uris:
        table.note("redirect_uris", "must name at least one address that the app comes back to.")
    _check_proof(table, client)
    return client


def _check_proof(table: Table, client: OidcClient) -> None:
    """Exactly one way to prove that it is this app, or none for one that can keep no secret."""
    if client.client_secret_file and not _FILE.fullmatch(client.client_secret_file):
        table.note("client_secret_file", 'must be a path below the data folder, such as "secrets/story".')
    ways = [bool(client.client_secret_file), client.jwks is not None, bool(client.jwks_uri)]
    if client.public and any(ways):
        table.note("public", "stands beside a secret or keys: keep one or the other.")
    if not client.public and sum(ways) != 1:
        table.note("client_secret_file", "give one of client_secret_file, jwks, jwks_uri, or public = true.")
    if client.jwks is not None and not isinstance(client.jwks.get("keys"), list):
        table.note("jwks", "must be a JSON Web Key Set: {keys = [{…}]}.")


def _addresses(table: Table, key: str, problem: Callable[[str], str | None]) -> tuple[str, ...]:
    addresses = table.strings(key)
    for each in addresses:
        if said := problem(each):
            table.note(key, f'"{each}" {said}')
    return addresses


def _address(table: Table, key: str, problem: Callable[[str], str | None]) -> str:
    """One address; an empty text is none."""
    if table.is_empty(key):
        return ""
    address = table.text(key, "", longest=MAX_LINK)
    if address and (said := problem(address)):
        table.note(key, said)
    return address
