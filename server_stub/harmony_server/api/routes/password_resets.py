"""A forgotten password: asking for a link, and setting a new one by it.

Whoever asks learns nothing: a row is queued for any name, and whose it is, the worker of mail looks up.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from harmony.model import Person
from harmony.passwords import PasswordRules
from harmony_server.accounts import resets
from harmony_server.accounts.password_rules import opens_for, refuse_weak, rules_for
from harmony_server.accounts.refusals import AccessRefused
from harmony_server.accounts.sign_in import ClientContext
from harmony_server.accounts.throttle import Throttle
from harmony_server.api.body import Closed, json_body
from harmony_server.api.dependencies import ClientContextDep, Services, ServicesDep
from harmony_server.api.languages import Language
from harmony_server.api.problem_docs import documented
from harmony_server.api.routers import api_router
from harmony_server.api.routes.claims import (
    PASSWORD_PROBLEMS,
    AskedOfPassword,
    NewPassword,
    asked_of_password,
)
from harmony_server.api.routes.session import Username
from harmony_server.mail.asking import ask
from harmony_server.mail.kinds import Kind
from harmony_server.store import Transaction, WantedMail
from harmony_words import FIRST

router = api_router("/api/v1/password-resets")

Token = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class ResetAsked(Closed):
    """Whose password is forgotten, and the language of the mail."""

    username: Username
    language: Language = FIRST.code


class ResetLink(Closed):
    """What stands behind the # of a link."""

    token: Token


class ResetComplete(ResetLink):
    """The same, and the new password."""

    password: NewPassword
    language: Language = FIRST.code


class ResetLook(BaseModel):
    """Whose password the link sets."""

    username: str
    password: AskedOfPassword


@router.post(
    "",
    status_code=204,
    summary="Ask for a link that sets a forgotten password",
    operation_id="reset_ask",
    responses=documented("too_many_tries", "unavailable"),
)
async def ask_for_link(
    services: ServicesDep, client: ClientContextDep, asked: Annotated[ResetAsked, json_body(ResetAsked)]
) -> None:
    """Send a link, if somebody has this name and an address; the answer is the same if not."""
    wait_s = await services.store.run(_ask, services, asked, client)
    if wait_s > 0:
        raise AccessRefused("too_many_tries", retry_after_s=wait_s)
    services.wake_mail()


@router.post(
    "/look",
    summary="Look whose password a link sets",
    operation_id="reset_look",
    responses=documented("reset_link_old", "unavailable"),
)
async def look(services: ServicesDep, link: Annotated[ResetLink, json_body(ResetLink)]) -> ResetLook:
    """Answer whose link it is; it can still be used."""
    person, rules = await services.store.run(_look, services, link.token)
    return ResetLook(username=person.username, password=asked_of_password(rules))


@router.post(
    "/complete",
    status_code=204,
    summary="Set a new password by a link",
    operation_id="reset_complete",
    responses=documented("reset_link_old", *PASSWORD_PROBLEMS, "unavailable"),
)
async def complete(
    services: ServicesDep,
    client: ClientContextDep,
    reset: Annotated[ResetComplete, json_body(ResetComplete)],
) -> None:
    """Set the password and use up the link; every session of its owner ends, and they are told by mail."""
    person, rules = await services.store.run(_look, services, reset.token)
    refuse = partial(refuse_weak, rules=rules)
    password_hash = await services.authentication.hash_password(reset.password, refuse, client)
    await services.store.run(_complete, services, person, reset, password_hash)
    services.wake_mail()
    services.sign_on.back_channel.soon()


def _ask(services: Services, asked: ResetAsked, client: ClientContext) -> float:
    throttle, now = Throttle(services.keys().pepper), services.now()

    def write(tx: Transaction) -> float:
        wait_s = resets.count_asking(tx, throttle, asked.username, client.address, now)
        if wait_s <= 0:
            wanted = WantedMail(Kind.PASSWORD_RESET, asked.language, account=asked.username)
            ask(tx, services.config, wanted, now=now, rng=services.rng)
        return wait_s

    return services.store.write(write)


def _look(services: Services, token: str) -> tuple[Person, PasswordRules]:
    with services.store.read() as tx:
        person = resets.holder(tx, token, services.now())
        return person, rules_for(tx, person, services.config, opens_for(person))


def _complete(services: Services, person: Person, reset: ResetComplete, password_hash: str) -> None:
    now = services.now()

    def write(tx: Transaction) -> None:
        done = resets.complete(tx, person, reset.token, password_hash, now=now)
        if done.address:
            told = WantedMail(
                Kind.PASSWORD_CHANGED, reset.language, person_id=person.id, address=done.address
            )
            ask(tx, services.config, told, now=now, rng=services.rng)

    services.store.write(write)
