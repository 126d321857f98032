"""What a route asks for in its signature: the services, whoever asks, and what they may do.

    services: ServicesDep                                     what was given to `create_app`
    client: ClientContextDep                                  where the request comes from
    person: SignedInDep                                       whoever is signed in
    session: CurrentSessionDep                                the same, and how long they still are
    staff: Annotated[GrantHolder, with_grant(GrantKind.…)]    whoever holds such a grant, second step done
    staff: StaffDep                                           whoever holds any grant, second step done
    body: Annotated[Model, json_body(Model)]                  exactly this shape; see `body`

Routes and dependencies are coroutines. What blocks goes through `services.store.run`, or waits in a line of
its own: the framework's threads are those that files are read in.

They run in the order of the signature: who asks comes before the body, so that a stranger's is not even read.
What each of them raises, and whether it asks for a session, stands in the OpenAPI description by itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request

from harmony.apps import Catalogue
from harmony.grants import Grant, GrantKind
from harmony.model import Person
from harmony_server.accounts import sessions
from harmony_server.accounts.badge_second_steps import BadgeSecondSteps
from harmony_server.accounts.factors import Factors
from harmony_server.accounts.grants import grants_of
from harmony_server.accounts.invitations import Invitations
from harmony_server.accounts.refusals import MissingGrant, NoSession
from harmony_server.accounts.second_step import Need, check
from harmony_server.accounts.second_steps import SecondSteps
from harmony_server.accounts.sessions import CurrentSession
from harmony_server.accounts.sign_in import Authentication, ClientContext
from harmony_server.api.connection import client_address
from harmony_server.api.cookies import session_of
from harmony_server.api.devices import device_of
from harmony_server.api.problem_docs import raises
from harmony_server.api.static_site import Site
from harmony_server.badges.keys import KeyRing, Rng
from harmony_server.settings.config import Config
from harmony_server.sso.provider import Provider
from harmony_server.store import Store


@dataclass(frozen=True)
class Services:
    """Everything a route may use."""

    config: Config
    store: Store
    keys: Callable[[], KeyRing]
    apps: Callable[[], Catalogue]
    now: Callable[[], float]
    rng: Rng
    authentication: Authentication
    badge_second_steps: BadgeSecondSteps
    second_steps: SecondSteps
    factors: Factors
    invitations: Invitations
    is_writable: Callable[[], Awaitable[bool]]
    """Whether the database takes what is written."""
    site: Path | None
    sign_on: Provider
    """OpenID Connect for the apps."""
    pages: Site | None
    """The built site, where this server has it."""
    wake_mail: Callable[[], None] = lambda: None
    """Has what lies in the queue of mail sent now."""


async def services_of(request: Request) -> Services:
    """The services of the app that answers this request."""
    services: Services = request.app.state.services
    return services


ServicesDep = Annotated[Services, Depends(services_of)]


async def client_context(request: Request) -> ClientContext:
    """Where this request comes from, and the session it carries."""
    device = device_of(request.headers.get("user-agent", ""))
    return ClientContext(client_address(request), session_of(request), device)


ClientContextDep = Annotated[ClientContext, Depends(client_context)]


@raises("not_signed_in", "session_expired", "account_disabled", "unavailable")
async def current_session(services: ServicesDep, client: ClientContextDep) -> CurrentSession:
    """The session that the request carries; raises NoSession, StoreUnavailable."""
    return await services.store.run(session_of_token, services, client.session)


def session_of_token(services: Services, token: str | None) -> CurrentSession:
    """The session of this id; blocks. Raises NoSession, StoreUnavailable."""
    limits, keys, now = services.config.limits_for, services.keys(), services.now()
    return sessions.current(services.store, token, limits, keys, now)


CurrentSessionDep = Annotated[CurrentSession, Depends(current_session)]


async def session_if_any(services: ServicesDep, client: ClientContextDep) -> CurrentSession | None:
    """The same, or None for whoever is not signed in, or not any more; raises StoreUnavailable."""
    try:
        return await current_session(services, client)
    except NoSession:
        return None


SessionIfAnyDep = Annotated[CurrentSession | None, Depends(session_if_any)]


async def signed_in(session: CurrentSessionDep) -> Person:
    """The person whose session the request carries."""
    return session.person


SignedInDep = Annotated[Person, Depends(signed_in)]


@dataclass(frozen=True)
class GrantHolder:
    """Whoever is signed in, with those of their grants that were asked for: at least one."""

    person: Person
    grants: tuple[Grant, ...]
    session: CurrentSession


_REFUSALS: Mapping[Need, tuple[str, ...]] = {
    Need.NONE: (),
    Need.DONE: ("second_step_required",),
    Need.FRESH: ("second_step_required", "fresh_second_step_required"),
    Need.SET_UP: ("second_step_required", "fresh_second_step_required"),
}


def with_grant(*kinds: GrantKind, second_step: Need = Need.DONE) -> Any:
    """The dependency that lets in whoever holds a grant of one of these kinds, and nobody else.

    They must have begun with their password and done a second step; a fresh one where `second_step` says so.
    Whether the grant is for the school or class in question is the route's to check, by `harmony.grants`;
    where it is not, the route raises OutOfReach, as for what is not there.
    """

    @raises("forbidden", "unavailable", *_REFUSALS[second_step])
    async def grant_holder(services: ServicesDep, session: CurrentSessionDep) -> GrantHolder:
        held = await services.store.run(_held, services.store, session.person)
        grants = tuple(grant for grant in held if grant.kind in kinds)
        if not grants:
            raise MissingGrant
        check(session.record, second_step, services.now())
        return GrantHolder(session.person, grants, session)

    return Depends(grant_holder)


StaffDep = Annotated[GrantHolder, with_grant(*GrantKind)]


def _held(store: Store, person: Person) -> tuple[Grant, ...]:
    with store.read() as tx:
        return grants_of(tx, person)
