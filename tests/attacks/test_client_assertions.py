"""Attacks on apps that prove themselves by a key, and on how tokens are verified."""

from __future__ import annotations

import json
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from harmony_server.sso.client_proofs import ASSERTION_TYPE
from tests.district import ORIGIN, District
from tests.server.relying_party import GARDEN, STORY, RelyingParty, install, story

KEY_APP = """
[[app]]
id = "keys"
name = "Key Keeper"
[app.who]
everyone = true
[app.oidc]
jwks = {{keys = [{key}]}}
redirect_uris = ["https://keys.example/back"]
"""


def key_app(district: District) -> tuple[RelyingParty, ec.EllipticCurvePrivateKey]:
    """An app that proves itself by a key, and the key."""
    private = ec.generate_private_key(ec.SECP256R1())
    public = ECAlgorithm.to_jwk(private.public_key(), as_dict=True) | {"kid": "one"}
    listed = ", ".join(f"{name} = {json.dumps(value)}" for name, value in public.items() if name != "key_ops")
    install(district, STORY + GARDEN + KEY_APP.format(key="{" + listed + "}"))
    app = RelyingParty(district.client(), district.client(), "keys", None, "https://keys.example/back")
    return app, private


def assertion(district: District, **changes: Any) -> dict[str, Any]:
    """The claims of an app's assertion."""
    now = district.clock()
    claims = {"iss": "keys", "sub": "keys", "aud": ORIGIN, "jti": "one", "exp": now + 60, "iat": now}
    return {name: value for name, value in (claims | changes).items() if value is not None}


def proved(app: RelyingParty, token: str) -> bool:
    """Whether the app is believed to be itself."""
    form = {"client_assertion_type": ASSERTION_TYPE, "client_assertion": token, "token": "x"}
    return bool(app.ask("/oidc/introspect", **form).status_code == 200)


def test_an_assertion_is_good_once_for_its_app_and_place(district: District) -> None:
    """T-58: not twice, not late, not long, not for another address, not in another's name."""
    app, key = key_app(district)
    good = jwt.encode(assertion(district), key, "ES256", headers={"kid": "one"})
    assert proved(app, good)
    assert not proved(app, good)
    wrong: list[dict[str, Any]] = [
        {"exp": district.clock() - 60},
        {"exp": district.clock() + 100_000},
        {"exp": None},
        {"aud": "https://other.example"},
        {"iss": "story"},
        {"sub": "story"},
        {"jti": None},
    ]
    for number, changes in enumerate(wrong):
        claims = assertion(district, **{"jti": f"wrong {number}", **changes})
        assert not proved(app, jwt.encode(claims, key, "ES256", headers={"kid": "one"}))


def test_no_token_chooses_how_it_is_verified(district: District) -> None:
    """T-58: not by `none`, not with the public key as a secret, not by a key that it brings or points to."""
    app, key = key_app(district)
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    thief = ec.generate_private_key(ec.SECP256R1())
    own = ECAlgorithm.to_jwk(thief.public_key(), as_dict=True)
    claims = assertion(district, jti="games")
    pointing = {"jku": "https://evil.example/jwks", "x5u": "https://evil.example/cert", "jwk": own}
    forged = [
        jwt.encode(claims, "", "none", headers={"kid": "one"}),
        _with_secret(claims, public),
        jwt.encode(claims, thief, "ES256", headers={"kid": "one", **pointing}),
        jwt.encode(claims, thief, "ES256", headers={"kid": "two", **pointing}),
        jwt.encode(claims, thief, "ES256"),
    ]
    for token in forged:
        assert not proved(app, token)
    to_story = story(district)
    hint = to_story.claims(to_story.tokens())
    for token in (jwt.encode(hint, "", "none"), _with_secret(hint, public)):
        assert to_story.answer(id_token_hint=token, prompt="none")["error"] == "invalid_request"


def _with_secret(claims: dict[str, Any], secret: bytes) -> str:
    """Signed by HMAC with what is no secret; PyJWT itself would not."""
    signing = jwt.PyJWS()
    signing._algorithms["HS256"].prepare_key = lambda key: key  # type: ignore[method-assign]
    return signing.encode(json.dumps(claims).encode(), secret, "HS256", headers={"kid": "one"})
