"""One's own account: the password, the address to get back in, where one is signed in, what is held."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from pydantic import BaseModel

from harmony.model import AuthenticationMethod, Person
from harmony_server.accounts import passwords, sessions
from harmony_server.accounts.holdings import holdings_of
from harmony_server.accounts.password_rules import opens_for, refuse_weak, rules_for
from harmony_server.accounts.refusals import MissingGrant
from harmony_server.accounts.sessions import CurrentSession, Shown
from harmony_server.accounts.sign_in import ClientContext
from harmony_server.api.body import Closed, json_body
from harmony_server.api.cookies import set_session
from harmony_server.api.dependencies import ClientContextDep, CurrentSessionDep, Services, ServicesDep
from harmony_server.api.languages import Language
from harmony_server.api.problem_docs import documented, raises
from harmony_server.api.routers import api_router
from harmony_server.api.routes.claims import (
    PASSWORD_PROBLEMS,
    AskedOfPassword,
    NewPassword,
    asked_of_password,
)
from harmony_server.api.routes.own_sessions import OwnSessions, told
from harmony_server.api.times import utc
from harmony_server.mail.asking import ask
from harmony_server.mail.kinds import Kind
from harmony_server.store import SessionRecord, Transaction, WantedMail
from harmony_words import FIRST

WRONG = ("wrong_credentials", "too_many_tries", "unavailable")

router = api_router("/api/v1/account")


@raises("forbidden")
async def own_account(services: ServicesDep, session: CurrentSessionDep) -> CurrentSession:
    """The session of somebody who looks after an account: staff, and students of the grades that are set."""
    if not services.config.has_own_account(session.person):
        raise MissingGrant
    return session


OwnAccountDep = Annotated[CurrentSession, Depends(own_account)]


class Recovery(BaseModel):
    """The address to get back in by."""

    address: str | None
    waiting: str | None
    """One that was not proved yet: a code was sent there."""


class Account(BaseModel):
    """Somebody's account, as its page shows it."""

    given_name: str
    username: str
    grades: list[str]
    password_set_at: str | None
    recovery: Recovery
    mail: bool
    """Whether the portal can send mail, so that an address is of use."""
    keep_days: int
    """How long it is kept when somebody signed in."""
    password: AskedOfPassword


class PasswordChange(Closed):
    """The password that is in use, and the new one."""

    current: NewPassword
    password: NewPassword
    language: Language = FIRST.code


@router.get("", summary="My account", operation_id="account")
async def account(services: ServicesDep, session: OwnAccountDep) -> Account:
    """Answer what the account's page shows."""
    return await services.store.run(_account, services, session.person)


@router.get("/holdings", summary="What the portal holds about me", operation_id="account_holdings")
async def holdings(services: ServicesDep, session: CurrentSessionDep) -> dict[str, Any]:
    """Everything that is stored about whoever asks, but for what opens something."""
    return await services.store.run(_holdings, services, session.person)


@router.get("/sessions", summary="Where I am signed in", operation_id="account_sessions")
async def own_sessions(services: ServicesDep, session: OwnAccountDep) -> OwnSessions:
    """List the sessions of whoever asks that are not over."""
    records = await services.store.run(_sessions, services, session.person.id)
    return OwnSessions(sessions=[told(each, session.record) for each in records])


@router.delete(
    "/sessions/{session_id}",
    status_code=204,
    summary="End a session of mine",
    operation_id="end_account_session",
    responses=documented("not_found"),
)
async def end_session(session_id: str, services: ServicesDep, session: OwnAccountDep) -> None:
    """End one of the sessions of whoever asks, also the one they ask in."""
    await services.store.run(_end, services, session.person.id, session_id)
    services.sign_on.back_channel.soon()


@router.post(
    "/password",
    status_code=204,
    summary="Change my password",
    operation_id="change_password",
    responses=documented(*WRONG, *PASSWORD_PROBLEMS),
)
async def change_password(
    request: Request,
    response: Response,
    services: ServicesDep,
    client: ClientContextDep,
    session: OwnAccountDep,
    change: Annotated[PasswordChange, json_body(PasswordChange)],
) -> None:
    """Set a new password; every other session of whoever asks ends, and they are told by mail."""
    person = session.person
    rules = await services.store.run(_rules, services, person)
    refuse = partial(refuse_weak, rules=rules)
    password_hash = await services.authentication.hash_password(change.password, refuse, client)
    again = await services.authentication.by_password(person.username, change.current, client)
    new = await services.store.run(_change, services, person, change, password_hash, client, again.session)
    services.wake_mail()
    services.sign_on.back_channel.soon()
    set_session(request, response, new)


def _account(services: Services, person: Person) -> Account:
    config = services.config
    with services.store.read() as tx:
        credential, known = tx.credentials.get(person.id), tx.recovery.of(person.id)
        rules = rules_for(tx, person, config, opens_for(person))
    return Account(
        given_name=person.given_name,
        username=person.username,
        grades=list(person.grades),
        password_set_at=utc(credential.changed_at) if credential else None,
        recovery=Recovery(address=known.address, waiting=known.pending),
        mail=config.mail is not None,
        keep_days=config.keep_audit_days,
        password=asked_of_password(rules),
    )


def _rules(services: Services, person: Person) -> Any:
    with services.store.read() as tx:
        return rules_for(tx, person, services.config, opens_for(person))


def _holdings(services: Services, person: Person) -> dict[str, Any]:
    with services.store.read() as tx:
        return holdings_of(tx, person)


def _sessions(services: Services, person_id: str) -> list[SessionRecord]:
    return sessions.of_person(services.store, person_id, services.config.limits_for, services.now())


def _end(services: Services, person_id: str, session_id: str) -> None:
    services.store.write(lambda tx: sessions.end_by_public_id(tx, person_id, session_id, now=services.now()))


def _change(
    services: Services,
    person: Person,
    change: PasswordChange,
    password_hash: str,
    client: ClientContext,
    session: str,
) -> str:
    now = services.now()

    def write(tx: Transaction) -> str:
        passwords.set_password(tx, person.id, password_hash, now)
        tx.sessions.end_of_people([person.id])
        tx.resets.forget_of(person.id)
        if address := tx.recovery.of(person.id).address:
            told_by = WantedMail(Kind.PASSWORD_CHANGED, change.language, person_id=person.id, address=address)
            ask(tx, services.config, told_by, now=now, rng=services.rng)
        shown = Shown(AuthenticationMethod.PASSWORD, device=client.device)
        return sessions.begin(tx, person, shown, replacing=session, now=now, rng=services.rng)

    return services.store.write(write)
