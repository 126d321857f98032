"""Opening an account with a slip: whose it is, then a password of one's own."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import Request, Response
from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from harmony.model import Person
from harmony.passwords import WALKS, PasswordRules
from harmony_server.accounts.claims import Chosen, Claims
from harmony_server.accounts.password_rules import Opens, refuse_weak, rules_for
from harmony_server.accounts.refusals import AccessRefused
from harmony_server.accounts.sign_in import ClientContext, SignedIn
from harmony_server.api.body import Closed, json_body
from harmony_server.api.cookies import set_session
from harmony_server.api.dashboard import Dashboard, dashboard_of
from harmony_server.api.dependencies import ClientContextDep, Services, ServicesDep
from harmony_server.api.languages import Language
from harmony_server.api.problem_docs import documented
from harmony_server.api.routers import api_router
from harmony_server.api.routes.session import Username
from harmony_server.mail.asking import ask
from harmony_server.mail.kinds import Kind
from harmony_server.settings.mail import ADDRESS, LONGEST, is_address
from harmony_server.store import Transaction, WantedMail
from harmony_words import FIRST

PASSWORD_PROBLEMS = (
    "password_too_short",
    "password_too_long",
    "password_unseen",
    "password_easy_to_guess",
)

router = api_router("/api/v1/claims")


def _address(text: str) -> str:
    if not is_address(text):
        raise ValueError("must be a mail address")
    return text


# Descriptions say so too, in their own words: the messages are ours.
Address = Annotated[
    str,
    AfterValidator(_address),
    Field(json_schema_extra={"pattern": f"^{ADDRESS.pattern}$", "maxLength": LONGEST}),
]
NewPassword = Annotated[str, StringConstraints(min_length=1, max_length=1024)]


class ClaimStart(Closed):
    """What stands on a slip, and the student id that goes with it."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    username: Username


class ClaimComplete(ClaimStart):
    """The same, and what its owner chose."""

    password: NewPassword
    recovery_address: Address | None = None
    language: Language = FIRST.code
    """In which a code is sent to that address."""


class AskedOfPassword(BaseModel):
    """What is asked of a password: the page says so while it is typed, and the server decides."""

    min_length: int
    words: list[str]
    """What is expected of a password here, and makes none longer."""
    walks: list[str]
    """Keys as they lie side by side."""


class ClaimLook(BaseModel):
    """Whose account is opened."""

    given_name: str
    username: str
    password: AskedOfPassword
    mail: bool
    """Whether the portal can send mail, so that an address is of use."""


def asked_of_password(rules: PasswordRules) -> AskedOfPassword:
    """The rules as the page reads them."""
    return AskedOfPassword(min_length=rules.min_length, words=sorted(rules.words), walks=list(WALKS))


@router.post(
    "",
    summary="Look whose slip it is",
    operation_id="claim_look",
    responses=documented("wrong_claim", "too_many_tries", "unavailable"),
)
async def look(
    services: ServicesDep, client: ClientContextDep, start: Annotated[ClaimStart, json_body(ClaimStart)]
) -> ClaimLook:
    """Answer whose account the slip opens; the slip can still be used."""
    person, rules = await services.store.run(_look, services, start, client)
    mail = services.config.mail is not None
    return ClaimLook(
        given_name=person.given_name, username=person.username, password=asked_of_password(rules), mail=mail
    )


@router.post(
    "/complete",
    status_code=201,
    summary="Open an account with a slip",
    operation_id="claim_complete",
    responses=documented("wrong_claim", *PASSWORD_PROBLEMS, "too_many_tries", "unavailable"),
)
async def complete(
    request: Request,
    response: Response,
    services: ServicesDep,
    client: ClientContextDep,
    claim: Annotated[ClaimComplete, json_body(ClaimComplete)],
) -> Dashboard:
    """Set the password, use up the slip, begin a session, and answer with the dashboard."""
    person, rules = await services.store.run(_look, services, claim, client)
    refuse = partial(refuse_weak, rules=rules)
    password_hash = await services.authentication.hash_password(claim.password, refuse, client)
    chosen = Chosen(password_hash, claim.recovery_address)
    signed_in = await services.store.run(_complete, services, person, claim, chosen, client)
    services.wake_mail()
    set_session(request, response, signed_in.session)
    apps, config = services.apps(), services.config
    return dashboard_of(signed_in.person, signed_in.membership, signed_in.left, apps, config)


def _claims(services: Services) -> Claims:
    return Claims(services.config, services.keys().pepper, services.rng)


def _look(services: Services, start: ClaimStart, client: ClientContext) -> tuple[Person, PasswordRules]:
    claims, now = _claims(services), services.now()
    found = services.store.write(lambda tx: claims.look(tx, start.code, start.username, client, now))
    if isinstance(found, AccessRefused):
        raise found
    with services.store.read() as tx:
        return found, rules_for(tx, found, services.config, Opens.ALONE)


def _complete(
    services: Services, person: Person, claim: ClaimComplete, chosen: Chosen, client: ClientContext
) -> SignedIn:
    claims, now = _claims(services), services.now()

    def write(tx: Transaction) -> SignedIn:
        signed_in = claims.complete(tx, person, claim.code, chosen, client, now)
        if chosen.recovery_address:
            wanted = WantedMail(Kind.PROVE_ADDRESS, claim.language, person_id=person.id)
            ask(tx, services.config, wanted, now=now, rng=services.rng)
        return signed_in

    return services.store.write(write)
