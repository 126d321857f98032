"""What apps read first (OpenID Connect Discovery 1.0, section 3)."""

from __future__ import annotations

from typing import Any

from harmony.apps.oidc import CLAIMS, SIGNING_ALGORITHMS
from harmony_server.sso.client_proofs import ALGORITHMS, METHODS
from harmony_server.sso.id_tokens import ACR_VALUES
from harmony_server.sso.requests import PROMPTS, SCOPES
from harmony_server.sso.subjects import LEAST
from harmony_words import LANGUAGES

AUTHORIZE, TOKEN, USER_INFORMATION = "/oidc/authorize", "/oidc/token", "/oidc/userinfo"
LOGOUT, INTROSPECT, REVOKE, PUSH = "/oidc/logout", "/oidc/introspect", "/oidc/revoke", "/oidc/par"
KEYS = "/.well-known/jwks.json"
OF_THE_TOKEN = ("iss", "aud", "exp", "iat", "auth_time", "acr", "amr", "sid")


def metadata(issuer: str) -> dict[str, Any]:
    """The provider's metadata."""
    proofs = {
        f"{endpoint}_endpoint_auth_{key}": value
        for endpoint in ("token", "introspection", "revocation")
        for key, value in (
            ("methods_supported", list(METHODS)),
            ("signing_alg_values_supported", ALGORITHMS),
        )
    }
    return {
        "issuer": issuer,
        "authorization_endpoint": issuer + AUTHORIZE,
        "token_endpoint": issuer + TOKEN,
        "userinfo_endpoint": issuer + USER_INFORMATION,
        "jwks_uri": issuer + KEYS,
        "end_session_endpoint": issuer + LOGOUT,
        "introspection_endpoint": issuer + INTROSPECT,
        "revocation_endpoint": issuer + REVOKE,
        "pushed_authorization_request_endpoint": issuer + PUSH,
        "require_pushed_authorization_requests": False,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": list(SIGNING_ALGORITHMS),
        **proofs,
        "scopes_supported": list(SCOPES),
        "claims_supported": [
            "sub",
            *LEAST,
            *CLAIMS,
            "iss",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "acr",
            "amr",
            "sid",
        ],
        "claim_types_supported": ["normal"],
        "acr_values_supported": list(ACR_VALUES),
        "prompt_values_supported": sorted(PROMPTS),
        "ui_locales_supported": list(LANGUAGES),
        "code_challenge_methods_supported": ["S256"],
        "claims_parameter_supported": True,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "require_request_uri_registration": False,
        "authorization_response_iss_parameter_supported": True,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
    }
