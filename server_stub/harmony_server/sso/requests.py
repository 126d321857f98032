"""An app's authorization request as a checked value (OpenID Connect Core 1.0, section 3.1.2.1; RFC 7636)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from harmony_server.sso.clients import Client, one
from harmony_server.sso.errors import AuthorizationRefused, OAuthError, Untrusted
from harmony_server.sso.id_tokens import asked

SCOPES = ("openid", "profile", "email", "address", "phone", "offline_access")
PROMPTS = frozenset({"none", "login", "consent", "select_account"})
LONGEST = 4096
"""Characters of one parameter."""

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
"""Of SHA-256, in base64url (RFC 7636, section 4.2)."""
_MAX_AGE = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True)
class AuthorizationRequest:
    """What an app asks for, once it is known to be in order."""

    client: Client
    redirect_uri: str
    state: str | None
    scope: tuple[str, ...]
    nonce: str | None
    code_challenge: str | None
    prompt: frozenset[str]
    max_age: int | None
    claims: str
    """As JSON, as it came."""
    id_token_hint: str | None

    def refused(self, error: str, description: str = "") -> AuthorizationRefused:
        """The refusal that this app is told."""
        return AuthorizationRefused(OAuthError(error, description), self.redirect_uri, self.state)

    @property
    def wanted_subject(self) -> str | None:
        """The person whom the ID token must be about, by the id this app knows (section 5.5.1)."""
        sub = asked(self.claims)["id_token"].get("sub")
        value = sub.get("value") if isinstance(sub, dict) else None
        return value if isinstance(value, str) else None


def read(parameters: Mapping[str, str], client: Client, *, repeated: bool = False) -> AuthorizationRequest:
    """Check a request. `repeated` says that a parameter was given twice.

    Raises Untrusted where nobody may be sent back, and AuthorizationRefused.
    """
    redirect_uri, state = one(parameters, "redirect_uri"), one(parameters, "state")
    # Letter by letter: no case is folded, nothing decoded, no path or port completed (RFC 9700, section 2.1).
    if redirect_uri is None or redirect_uri not in client.redirect_uris:
        raise Untrusted("The redirect_uri is missing, or not one that is agreed upon, letter by letter.")
    try:
        if repeated or any(len(value) > LONGEST for value in parameters.values()):
            raise OAuthError("invalid_request", "A parameter is given twice, or is too long.")
        _refuse_what_is_not_done(parameters)
        return AuthorizationRequest(
            client=client,
            redirect_uri=redirect_uri,
            state=state,
            scope=_scope(parameters),
            nonce=one(parameters, "nonce"),
            code_challenge=_challenge(parameters, client),
            prompt=_prompt(parameters),
            max_age=_max_age(parameters),
            claims=_claims(parameters),
            id_token_hint=one(parameters, "id_token_hint"),
        )
    except OAuthError as error:
        raise AuthorizationRefused(error, redirect_uri, state) from None


def _refuse_what_is_not_done(parameters: Mapping[str, str]) -> None:
    if "request" in parameters:
        raise OAuthError("request_not_supported", "Give the parameters themselves.")
    if "request_uri" in parameters:
        raise OAuthError("request_uri_not_supported", "Push the request instead (RFC 9126).")
    if "response_type" not in parameters:
        raise OAuthError("invalid_request", "response_type is missing.")
    if parameters["response_type"] != "code":
        raise OAuthError("unsupported_response_type", "Only the code flow is done.")
    if parameters.get("response_mode", "query") != "query":
        raise OAuthError("invalid_request", "Only response_mode=query is done.")


def _scope(parameters: Mapping[str, str]) -> tuple[str, ...]:
    wanted = parameters.get("scope", "").split(" ")
    if "openid" not in wanted:
        raise OAuthError("invalid_scope", "scope must hold openid.")
    return tuple(each for each in SCOPES if each in wanted)


def _challenge(parameters: Mapping[str, str], client: Client) -> str | None:
    challenge, method = one(parameters, "code_challenge"), parameters.get("code_challenge_method")
    if challenge is None and method is None and not client.oidc.public:
        return None
    if challenge is None or method != "S256" or not _CHALLENGE.fullmatch(challenge):
        raise OAuthError("invalid_request", "Give a code_challenge, and code_challenge_method=S256.")
    return challenge


def _prompt(parameters: Mapping[str, str]) -> frozenset[str]:
    prompt = frozenset(parameters.get("prompt", "").split())
    if not prompt <= PROMPTS or ("none" in prompt and len(prompt) > 1):
        raise OAuthError("invalid_request", "prompt is not known, or none stands beside another.")
    return prompt


def _max_age(parameters: Mapping[str, str]) -> int | None:
    text = one(parameters, "max_age")
    if text is None:
        return None
    if not _MAX_AGE.fullmatch(text):
        raise OAuthError("invalid_request", "max_age must be a number of seconds.")
    return int(text)


def _claims(parameters: Mapping[str, str]) -> str:
    claims: Any = parameters.get("claims", "")
    try:
        asked(claims)
    except (ValueError, RecursionError):
        raise OAuthError("invalid_request", "claims must be a JSON object.") from None
    return str(claims)
