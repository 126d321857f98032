"""A running portal on loopback, with apps that libraries of others are clients of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from tests.district import ORIGIN, District
from tests.running import Server

SECRET = "k7Qw2Zp9Lm4Xv8Rt3Nc6Hb1Jf5Dg0Sy"
CALLBACK = "http://localhost:9001/callback"
GOODBYE = "http://localhost:9001/goodbye"
APPS = """\
[[app]]
id = "secret-keeper"
name = "Secret Keeper"
[app.who]
everyone = true
[app.oidc]
client_secret_file = "secrets/secret-keeper"
redirect_uris = ["{callback}"]
post_logout_redirect_uris = ["{goodbye}"]
claims = ["given_name", "grade"]

[[app]]
id = "in-the-browser"
name = "In the Browser"
[app.who]
everyone = true
[app.oidc]
public = true
redirect_uris = ["{callback}"]
post_logout_redirect_uris = ["{goodbye}"]
id_token_signed_response_alg = "ES256"

[[app]]
id = "key-keeper"
name = "Key Keeper"
[app.who]
everyone = true
[app.oidc]
jwks = {{keys = [{{{key}}}]}}
redirect_uris = ["{callback}"]
post_logout_redirect_uris = ["{goodbye}"]
"""


@dataclass(frozen=True)
class World:
    """A portal that runs, its district, and the private key of one app."""

    server: Server
    district: District
    key: dict[str, Any]

    @property
    def issuer(self) -> str:
        """Its address."""
        return self.server.address

    def app(self, client_id: str) -> dict[str, str]:
        """What an app's library is told."""
        return {
            "issuer": self.issuer,
            "client_id": client_id,
            "redirect_uri": CALLBACK,
            "goodbye": GOODBYE,
        }


def begin(server: Server, district: District) -> World:
    """Give a district its apps and its real address, and start its server."""
    settings = district.data / "district.toml"
    settings.write_text(settings.read_text("utf-8").replace(ORIGIN, server.address), "utf-8")
    key = new_key()
    public = ", ".join(f"{name} = {json.dumps(key[name])}" for name in ("kty", "crv", "x", "y", "kid"))
    apps = APPS.format(callback=CALLBACK, goodbye=GOODBYE, key=public)
    (district.data / "apps.toml").write_text(apps, "utf-8")
    (district.data / "secrets").mkdir()
    (district.data / "secrets" / "secret-keeper").write_text(f"{SECRET}\n", "utf-8")
    server.start()
    return World(server, district, key)


def new_key() -> dict[str, Any]:
    """A key of an app's, as a JSON Web Key with its private half."""
    private = ec.generate_private_key(ec.SECP256R1())
    return dict(ECAlgorithm.to_jwk(private, as_dict=True)) | {"kid": "one"}
