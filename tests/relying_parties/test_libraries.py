"""Libraries that nobody here wrote sign in with a running portal, as their manuals have it."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from authlib.integrations.httpx_client import OAuth2Client  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.district import MIA
from tests.relying_parties.talking import HttpBrowser, run
from tests.relying_parties.world import CALLBACK, SECRET, World

GRANTED = {"role": "student", "grade_band": "PK-2", "given_name": MIA.given_name, "grade": "01"}


@pytest.mark.parametrize(
    ("client_id", "more"),
    [
        ("secret-keeper", {"method": "basic", "secret": SECRET}),
        ("secret-keeper", {"method": "post", "secret": SECRET, "push": True}),
        ("in-the-browser", {"method": "none", "alg": "ES256"}),
        ("key-keeper", {"method": "key"}),
    ],
    ids=["basic", "post-pushed", "public-es256", "private-key-jwt"],
)
def test_openid_client(world: World, browser: HttpBrowser, client_id: str, more: dict[str, Any]) -> None:
    """Npm's openid-client: code + PKCE, signature, claims, refresh, introspection, revocation, logout."""
    more = more | ({"key": world.key} if more["method"] == "key" else {})
    came = run("openid-client.mjs", browser, **world.app(client_id), **more)
    assert came["claims"]["iss"] == world.issuer
    assert came["claims"]["amr"] == ["badge"]
    assert came["user"]["sub"] == came["claims"]["sub"]
    assert came["user"] == came["again"]
    assert came["active"] is True
    assert came["refused"] == "WWWAuthenticateChallengeError"
    assert came["state"] is True
    if client_id == "secret-keeper":
        assert came["user"] == {"sub": came["claims"]["sub"], **GRANTED}


@pytest.mark.parametrize("client_id", ["secret-keeper", "in-the-browser"])
def test_oauth4webapi(world: World, browser: HttpBrowser, client_id: str) -> None:
    """Npm's oauth4webapi, which takes nothing that its specification does not allow."""
    own = {"secret": SECRET} if client_id == "secret-keeper" else {"alg": "ES256"}
    came = run("oauth4webapi.mjs", browser, **world.app(client_id), **own)
    assert came["user"]["sub"] == came["claims"]["sub"]
    assert came["refreshed"] == "string"
    assert came["refused"] == "invalid_grant"


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_authlib(world: World, browser: HttpBrowser, method: str) -> None:
    """PyPI's Authlib sends its secret as it is; joserfc verifies the ID token by the published keys."""
    client = OAuth2Client(
        client_id="secret-keeper",
        client_secret=SECRET,
        token_endpoint_auth_method=method,
        scope="openid offline_access",
        redirect_uri=CALLBACK,
        code_challenge_method="S256",
    )
    metadata = httpx2.get(f"{world.issuer}/.well-known/openid-configuration").json()
    verifier = "an-app-of-somebody-elses-keeps-this-to-itself"
    address, state = client.create_authorization_url(
        metadata["authorization_endpoint"], code_verifier=verifier, nonce="a nonce"
    )
    back = browser(address)
    tokens = client.fetch_token(
        metadata["token_endpoint"], authorization_response=back, state=state, code_verifier=verifier
    )
    keys = KeySet.import_key_set(httpx2.get(metadata["jwks_uri"]).json())
    claims = jwt.decode(tokens["id_token"], keys, algorithms=["RS256"]).claims
    assert (claims["iss"], claims["aud"], claims["nonce"]) == (world.issuer, "secret-keeper", "a nonce")
    user = client.get(metadata["userinfo_endpoint"]).json()
    assert user == {"sub": claims["sub"], **GRANTED}
    refreshed = client.refresh_token(metadata["token_endpoint"], refresh_token=tokens["refresh_token"])
    assert refreshed["access_token"] != tokens["access_token"]
    assert client.get(metadata["userinfo_endpoint"]).json() == user
    seen = client.introspect_token(metadata["introspection_endpoint"], token=refreshed["access_token"]).json()
    assert seen["active"] is True
    assert client.revoke_token(metadata["revocation_endpoint"], token=refreshed["access_token"]).is_success
    client.close()
