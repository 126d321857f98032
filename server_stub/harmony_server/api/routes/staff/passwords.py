"""Passwords of easy words that staff set for young students, and what is printed on their slips."""

from __future__ import annotations

import secrets
from functools import partial
from typing import Annotated, Literal

from pydantic import BaseModel, StringConstraints

from harmony.passwords import PasswordRules
from harmony_server.accounts import child_passwords
from harmony_server.accounts.password_rules import Opens, refuse_weak, rules_for
from harmony_server.api.body import Closed, json_body
from harmony_server.api.dependencies import ClientContextDep, Services, ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.routers import api_router
from harmony_server.api.routes.staff.changing import Seen, change
from harmony_server.api.staff_member import StaffMember, StaffMemberDep
from harmony_server.staff import help as policy
from harmony_server.staff.reach import Right, student_in_reach
from harmony_server.store import Transaction

router = api_router("/api/v1/staff/students/{student_id}")

PASSWORD_PROBLEMS = (
    "password_unseen",
    "password_too_short",
    "password_too_long",
    "password_easy_to_guess",
)


class NewPassword(Closed):
    """A password of easy words: one that was suggested, or else the next."""

    kind: Literal["words"] = "words"
    password: Annotated[str, StringConstraints(min_length=1, max_length=1024)] | None = None


class SlipWord(BaseModel):
    """A word of a password, and its drawing where there is one."""

    word: str
    picture: str | None


class HonestStrength(BaseModel):
    """How hard a password is to guess, without praise."""

    possible: int
    """How many passwords of this kind there are."""
    years_to_guess: int
    """How long somebody tries at this door until they are as likely in as not."""


class Suggestion(BaseModel):
    """A password that can be set, not yet anybody's."""

    password: str
    words: list[SlipWord]
    strength: HonestStrength


class Slip(BaseModel):
    """What is printed for the child to take along."""

    username: str
    given_name: str
    words: list[SlipWord]
    """Empty for a password that is not made of the portal's words."""
    address: str


class PasswordSet(BaseModel):
    """A password that was set, told once."""

    password: str
    slip: Slip
    strength: HonestStrength | None


@router.get(
    "/password",
    summary="A password of easy words for a student",
    operation_id="suggest_password",
    responses=documented("not_found", "forbidden", "unavailable"),
)
async def suggest_password(services: ServicesDep, staff: StaffMemberDep, student_id: str) -> Suggestion:
    """Draw three words; nothing is set yet. Asking again draws others."""
    rules = await _rules(services, staff, student_id)
    drawn = child_passwords.draw(secrets.token_bytes, rules)
    return Suggestion(password=drawn.text, words=_words(drawn), strength=_strength(drawn))


@router.post(
    "/password",
    status_code=201,
    summary="Set a young student's password",
    operation_id="set_student_password",
    responses=documented("not_found", "forbidden", "changed_meanwhile", "unavailable", *PASSWORD_PROBLEMS),
)
async def set_password(
    services: ServicesDep,
    staff: StaffMemberDep,
    client: ClientContextDep,
    student_id: str,
    wanted: Annotated[NewPassword, json_body(NewPassword)],
    seen: Seen = None,
) -> PasswordSet:
    """Set it, and end what the old one began; the badge keeps working."""
    rules = await _rules(services, staff, student_id)
    password = wanted.password or child_passwords.draw(secrets.token_bytes, rules).text
    refuse = partial(refuse_weak, rules=rules)
    hashed = await services.authentication.hash_password(password, refuse, client)
    put = partial(policy.set_password, asker=staff.asker, student_id=student_id, password_hash=hashed)
    person = (await change(services, staff, partial(put, now=services.now(), seen=seen))).person
    made = child_passwords.told_apart(password)
    slip = Slip(
        username=person.username,
        given_name=person.given_name,
        words=_words(made) if made else [],
        address=services.config.portal_url,
    )
    return PasswordSet(password=password, slip=slip, strength=_strength(made) if made else None)


async def _rules(services: Services, staff: StaffMember, student_id: str) -> PasswordRules:
    """What is asked of a student's password, for whoever may set it."""

    def ask(tx: Transaction) -> PasswordRules:
        student = student_in_reach(tx, staff.reach, student_id, Right.NEW_PASSWORD)
        return rules_for(tx, student.person, services.config, Opens.SET_BY_STAFF)

    return await services.store.run(services.store.read_with, ask)


def _words(made: child_passwords.ChildPassword) -> list[SlipWord]:
    return [SlipWord(word=each, picture=child_passwords.picture_of(each)) for each in made.words]


def _strength(made: child_passwords.ChildPassword) -> HonestStrength:
    return HonestStrength(possible=made.possible, years_to_guess=made.years_to_guess)
