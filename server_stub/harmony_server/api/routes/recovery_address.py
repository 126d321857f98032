"""The address to get back in by: proposed with the password that is in use, proved by a code."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request, Response
from pydantic import StringConstraints

from harmony.model import Person
from harmony_server.accounts import recovery
from harmony_server.accounts.refusals import AccessRefused
from harmony_server.accounts.throttle import Throttle
from harmony_server.api.body import Closed, json_body
from harmony_server.api.cookies import set_session
from harmony_server.api.dependencies import ClientContextDep, Services, ServicesDep
from harmony_server.api.languages import Language
from harmony_server.api.problem_docs import documented
from harmony_server.api.routers import api_router
from harmony_server.api.routes.account import WRONG, OwnAccountDep
from harmony_server.api.routes.claims import Address, NewPassword
from harmony_server.mail.asking import ask
from harmony_server.mail.kinds import Kind
from harmony_server.store import Transaction, WantedMail
from harmony_words import FIRST

router = api_router("/api/v1/account")


class NewAddress(Closed):
    """An address, and the password that is in use: a screen left open is not enough."""

    current: NewPassword
    address: Address
    language: Language = FIRST.code


class AddressCode(Closed):
    """The code that came by mail."""

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


@router.post(
    "/recovery-address",
    status_code=204,
    summary="Have a code sent to an address to get back in by",
    operation_id="propose_address",
    responses=documented(*WRONG),
)
async def propose_address(
    request: Request,
    response: Response,
    services: ServicesDep,
    client: ClientContextDep,
    session: OwnAccountDep,
    wanted: Annotated[NewAddress, json_body(NewAddress)],
) -> None:
    """Send a code; the address counts once it was typed, and the one before counts until then."""
    wait_s = await services.store.run(_count_code, services, session.person)
    if wait_s > 0:
        raise AccessRefused("too_many_tries", retry_after_s=wait_s)
    again = await services.authentication.by_password(session.person.username, wanted.current, client)
    await services.store.run(_propose, services, session.person, wanted)
    services.wake_mail()
    set_session(request, response, again.session)


@router.post(
    "/recovery-address/prove",
    status_code=204,
    summary="Prove an address by the code that was sent there",
    operation_id="prove_address",
    responses=documented("wrong_code", "unavailable"),
)
async def prove_address(
    services: ServicesDep, session: OwnAccountDep, typed: Annotated[AddressCode, json_body(AddressCode)]
) -> None:
    """Have the address count from now on; after five wrong codes a new one must be sent."""
    if not await services.store.run(_prove, services, session.person, typed.code):
        raise AccessRefused("wrong_code")


@router.delete(
    "/recovery-address",
    status_code=204,
    summary="Forget my address",
    operation_id="forget_address",
    responses=documented("unavailable"),
)
async def forget_address(services: ServicesDep, session: OwnAccountDep) -> None:
    """Forget the address, and one that waits for its code."""
    await services.store.run(_forget, services, session.person)


def _count_code(services: Services, person: Person) -> float:
    throttle, subject = Throttle(services.keys().pepper), ("recovery code", person.id)
    return services.store.write(
        lambda tx: throttle.reserve_rate(tx, {subject: recovery.CODES_SENT}, services.now()).wait_s
    )


def _propose(services: Services, person: Person, wanted: NewAddress) -> None:
    now = services.now()

    def write(tx: Transaction) -> None:
        recovery.propose(tx, person.id, wanted.address)
        mail = WantedMail(Kind.PROVE_ADDRESS, wanted.language, person_id=person.id)
        ask(tx, services.config, mail, now=now, rng=services.rng)

    services.store.write(write)


def _prove(services: Services, person: Person, code: str) -> bool:
    pepper, now = services.keys().pepper, services.now()
    return services.store.write(lambda tx: recovery.prove(tx, person.id, code, pepper=pepper, now=now))


def _forget(services: Services, person: Person) -> None:
    services.store.write(lambda tx: recovery.remove(tx, person.id, now=services.now()))
