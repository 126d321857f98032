"""What staff do their second step with: theirs to see, to set up, to take away."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request, Response
from pydantic import BaseModel, StringConstraints

from harmony.badge.symbol import text_symbol
from harmony.grants import GrantKind
from harmony_server.accounts import totp
from harmony_server.accounts.second_step import Need
from harmony_server.api.body import json_body
from harmony_server.api.dependencies import GrantHolder, ServicesDep, with_grant
from harmony_server.api.problem_docs import documented
from harmony_server.api.relying_party import relying_party
from harmony_server.api.routers import api_router
from harmony_server.api.routes.second_step import (
    PasskeyAnswer,
    PasskeyOptions,
    SecondStepDone,
    TotpCode,
    answer,
)
from harmony_server.api.symbols import rows_of
from harmony_server.api.times import utc

router = api_router("/api/v1/staff/factors")

SettingUpDep = Annotated[GrantHolder, with_grant(*GrantKind, second_step=Need.SET_UP)]


class OwnPasskey(BaseModel):
    """One passkey."""

    id: str
    name: str
    created_at: str
    last_used_at: str | None


class OwnFactors(BaseModel):
    """Everything that somebody can do their second step with."""

    passkeys: list[OwnPasskey]
    totp: bool
    recovery_codes_left: int


class TotpSecret(BaseModel):
    """A new secret for an authenticator: to be typed, or scanned as a QR code of the URI."""

    secret: str
    uri: str
    symbol: list[str]
    """The URI's QR code (ISO/IEC 18004): its rows, with 1 for dark and 0 for light, and no quiet zone."""


class NewPasskeyAnswer(PasskeyAnswer):
    """What the browser made, and what its owner calls it."""

    name: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$"),
    ]


class RecoveryCodes(BaseModel):
    """Ten codes, told this once."""

    codes: list[str]


@router.get("", summary="My second steps", operation_id="staff_factors")
async def own_factors(services: ServicesDep, staff: SettingUpDep) -> OwnFactors:
    """List what whoever asks can do their second step with."""
    own = await services.store.run(services.factors.of, staff.person.id)
    return OwnFactors(
        passkeys=[
            OwnPasskey(
                id=each.id,
                name=each.name,
                created_at=utc(each.created_at),
                last_used_at=utc(each.last_used_at) if each.last_used_at is not None else None,
            )
            for each in own.passkeys
        ],
        totp=own.totp,
        recovery_codes_left=own.recovery_codes_left,
    )


@router.post("/totp", status_code=201, summary="A new authenticator secret", operation_id="propose_totp")
async def propose_totp(services: ServicesDep, staff: SettingUpDep) -> TotpSecret:
    """Draw a secret. It counts once a code of it is confirmed; until then the former one does."""
    secret = await services.store.run(services.factors.propose_totp, staff.person.id)
    uri = totp.uri(secret, username=staff.person.username, portal=services.config.name)
    return TotpSecret(secret=secret, uri=uri, symbol=rows_of(text_symbol(uri)))


@router.post(
    "/totp/confirm",
    summary="Confirm the new secret by a code",
    operation_id="confirm_totp",
    responses=documented("wrong_second_step", "invitation_over"),
)
async def confirm_totp(
    request: Request,
    response: Response,
    services: ServicesDep,
    staff: SettingUpDep,
    body: Annotated[TotpCode, json_body(TotpCode)],
) -> SecondStepDone:
    """Have the new secret count. It is this session's second step, too."""
    done = await services.store.run(services.factors.confirm_totp, staff.session, body.code)
    return answer(request, response, services, done)


@router.delete(
    "/totp",
    status_code=204,
    summary="Forget my authenticator",
    operation_id="remove_totp",
    responses=documented("last_second_step"),
)
async def remove_totp(services: ServicesDep, staff: SettingUpDep) -> None:
    """Forget the authenticator, where there is a passkey to go on with."""
    await services.store.run(services.factors.remove_totp, staff.session)


@router.post("/passkey-options", summary="What a new passkey needs", operation_id="new_passkey_options")
async def new_passkey_options(request: Request, services: ServicesDep, staff: SettingUpDep) -> PasskeyOptions:
    """Draw a challenge for this session, good once and for five minutes."""
    party = relying_party(request, services.config)
    options = await services.store.run(services.factors.passkey_options, staff.session, party)
    return PasskeyOptions(options=options)


@router.post(
    "/passkeys",
    status_code=201,
    summary="Keep a new passkey",
    operation_id="add_passkey",
    responses=documented("wrong_second_step", "too_many_passkeys", "invitation_over"),
)
async def add_passkey(
    request: Request,
    response: Response,
    services: ServicesDep,
    staff: SettingUpDep,
    body: Annotated[NewPasskeyAnswer, json_body(NewPasskeyAnswer)],
) -> SecondStepDone:
    """Check what the browser made, and keep it. It is this session's second step, too."""
    party = relying_party(request, services.config)
    done = await services.store.run(
        services.factors.add_passkey, staff.session, body.credential, body.name, party
    )
    return answer(request, response, services, done)


@router.delete(
    "/passkeys/{passkey_id}",
    status_code=204,
    summary="Forget a passkey of mine",
    operation_id="remove_passkey",
    responses=documented("last_second_step", "not_found"),
)
async def remove_passkey(passkey_id: str, services: ServicesDep, staff: SettingUpDep) -> None:
    """Forget a passkey, where there is something else to go on with."""
    await services.store.run(services.factors.remove_passkey, staff.session, passkey_id)


@router.post(
    "/recovery-codes", status_code=201, summary="Ten new recovery codes", operation_id="new_recovery_codes"
)
async def new_recovery_codes(services: ServicesDep, staff: SettingUpDep) -> RecoveryCodes:
    """Draw ten codes, each good once; those before are good for nothing from now on."""
    return RecoveryCodes(codes=await services.store.run(services.factors.new_recovery_codes, staff.session))
