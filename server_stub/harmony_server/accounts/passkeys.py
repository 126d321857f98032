"""Passkeys (W3C Web Authentication): what a browser is asked, and whether its answer holds.

Attestation is not asked for: which make of authenticator somebody has is no business of the portal.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from harmony.model import Person
from harmony_server.badges.keys import Rng
from harmony_server.store import PasskeyRecord

CHALLENGE_BYTES = 32


class PasskeyRefused(Exception):
    """An answer of a browser that proves nothing."""


@dataclass(frozen=True)
class RelyingParty:
    """For whom a passkey is good: a host name, which it is bound to for good, and the origin of the page."""

    id: str
    origin: str
    name: str


@dataclass(frozen=True)
class NewPasskey:
    """A passkey that a browser just made."""

    credential_id: str
    public_key: str
    sign_count: int


def creation_options(
    person: Person, passkeys: Sequence[PasskeyRecord], party: RelyingParty, rng: Rng
) -> tuple[str, dict[str, Any]]:
    """The challenge, and what a browser needs to make a passkey; none twice on one authenticator."""
    challenge = rng(CHALLENGE_BYTES)
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name=party.name,
        user_id=person.id.encode(),
        user_name=person.username,
        user_display_name=f"{person.given_name} {person.family_name}",
        challenge=challenge,
        exclude_credentials=_described(passkeys),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return bytes_to_base64url(challenge), json.loads(webauthn.options_to_json(options))


def check_creation(credential: dict[str, Any], party: RelyingParty, challenge: str) -> NewPasskey:
    """What a browser made in answer to a challenge; raises PasskeyRefused."""
    try:
        made = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise PasskeyRefused(type(error).__name__) from None
    return NewPasskey(
        bytes_to_base64url(made.credential_id),
        bytes_to_base64url(made.credential_public_key),
        made.sign_count,
    )


def assertion_options(
    passkeys: Sequence[PasskeyRecord], party: RelyingParty, rng: Rng
) -> tuple[str, dict[str, Any]]:
    """The challenge, and what a browser needs to ask for one of these passkeys."""
    challenge = rng(CHALLENGE_BYTES)
    options = webauthn.generate_authentication_options(
        rp_id=party.id,
        challenge=challenge,
        allow_credentials=_described(passkeys),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return bytes_to_base64url(challenge), json.loads(webauthn.options_to_json(options))


def check_assertion(
    credential: dict[str, Any], passkeys: Sequence[PasskeyRecord], party: RelyingParty, challenge: str
) -> tuple[PasskeyRecord, int]:
    """Which passkey answered a challenge, and its new count; raises PasskeyRefused.

    A count that did not grow where it should have tells of a copy (WebAuthn, section 6.1.1).
    """
    passkey = next((each for each in passkeys if each.credential_id == credential.get("id")), None)
    if passkey is None:
        raise PasskeyRefused("unknown")
    try:
        answer = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise PasskeyRefused(type(error).__name__) from None
    return passkey, answer.new_sign_count


def _described(passkeys: Sequence[PasskeyRecord]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.credential_id)) for each in passkeys]
