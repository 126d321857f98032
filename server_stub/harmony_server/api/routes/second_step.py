"""Doing the second step: by an authenticator's code, a recovery code, a passkey."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Request, Response
from pydantic import BaseModel, StringConstraints

from harmony.grants import GrantKind
from harmony_server.accounts.second_step import Completed, Need
from harmony_server.api.body import Closed, json_body
from harmony_server.api.cookies import set_session
from harmony_server.api.dependencies import GrantHolder, Services, ServicesDep, with_grant
from harmony_server.api.problem_docs import documented
from harmony_server.api.relying_party import relying_party
from harmony_server.api.routers import api_router
from harmony_server.api.staff_account import SecondStep, second_step_of

router = api_router("/api/v1/staff/second-step")

UnprovenStaffDep = Annotated[GrantHolder, with_grant(*GrantKind, second_step=Need.NONE)]
REFUSALS = documented("wrong_second_step", "too_many_tries")


class TotpCode(Closed):
    """What an authenticator shows."""

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


class RecoveryCode(Closed):
    """A recovery code, however its capitals and gaps are written."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class PasskeyAnswer(Closed):
    """What the browser answered: `PublicKeyCredential.toJSON()`."""

    credential: dict[str, Any]


class PasskeyOptions(BaseModel):
    """What the browser is asked: for `parseRequestOptionsFromJSON` or `parseCreationOptionsFromJSON`."""

    options: dict[str, Any]


class SecondStepDone(BaseModel):
    """The second step as it is now."""

    second_step: SecondStep


@router.post(
    "/totp", summary="By an authenticator's code", operation_id="second_step_totp", responses=REFUSALS
)
async def by_totp(
    request: Request,
    response: Response,
    services: ServicesDep,
    staff: UnprovenStaffDep,
    body: Annotated[TotpCode, json_body(TotpCode)],
) -> SecondStepDone:
    """Take the six digits of now, of half a minute ago or of half a minute ahead; each code once."""
    done = await services.store.run(services.second_steps.by_totp, staff.session, body.code)
    return answer(request, response, services, done)


@router.post(
    "/recovery", summary="By a recovery code", operation_id="second_step_recovery", responses=REFUSALS
)
async def by_recovery_code(
    request: Request,
    response: Response,
    services: ServicesDep,
    staff: UnprovenStaffDep,
    body: Annotated[RecoveryCode, json_body(RecoveryCode)],
) -> SecondStepDone:
    """Take one of the printed codes, which is used up by it."""
    done = await services.store.run(services.second_steps.by_recovery_code, staff.session, body.code)
    return answer(request, response, services, done)


@router.post("/passkey/options", summary="What to ask a passkey", operation_id="second_step_passkey_options")
async def passkey_options(request: Request, services: ServicesDep, staff: UnprovenStaffDep) -> PasskeyOptions:
    """Draw a challenge for this session, good once and for five minutes."""
    party = relying_party(request, services.config)
    options = await services.store.run(services.second_steps.passkey_options, staff.session, party)
    return PasskeyOptions(options=options)


@router.post("/passkey", summary="By a passkey", operation_id="second_step_passkey", responses=REFUSALS)
async def by_passkey(
    request: Request,
    response: Response,
    services: ServicesDep,
    staff: UnprovenStaffDep,
    body: Annotated[PasskeyAnswer, json_body(PasskeyAnswer)],
) -> SecondStepDone:
    """Check what the browser's authenticator signed."""
    party = relying_party(request, services.config)
    done = await services.store.run(services.second_steps.by_passkey, staff.session, body.credential, party)
    return answer(request, response, services, done)


def answer(request: Request, response: Response, services: Services, done: Completed) -> SecondStepDone:
    """Tell the second step that was just done, and give the browser the session's new id."""
    if done.session:
        set_session(request, response, done.session)
    return SecondStepDone(second_step=second_step_of(done.standing, done.record, services.now()))
