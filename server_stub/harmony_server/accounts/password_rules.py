"""What is asked of one person's password, and hashing one that is taken."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from harmony.model import Person, Role
from harmony.passwords import MAX_LENGTH, PasswordRules, Strength, assess, guessable_words
from harmony.passwords.commonplace import COMMONPLACE
from harmony_server.accounts import passwords
from harmony_server.accounts.refusals import AccessRefused
from harmony_server.settings.config import Config
from harmony_server.store import Transaction


class Opens(StrEnum):
    """What a password is for: it says how long one must be."""

    ALONE = "alone"
    """Nothing else is asked for at the door."""
    WITH_SECOND_STEP = "with_second_step"
    SET_BY_STAFF = "set_by_staff"
    """A grown-up sets it for somebody."""


def rules_for(tx: Transaction, person: Person, config: Config, opens: Opens) -> PasswordRules:
    """What is asked of a person's password here, where names make it no longer."""
    asked = config.passwords
    length = {
        Opens.ALONE: asked.only_factor,
        Opens.WITH_SECOND_STEP: asked.with_second_step,
        Opens.SET_BY_STAFF: asked.set_by_staff,
    }[opens]
    schools = [each.name for each in tx.roster.schools() if each.id in person.school_ids]
    own = (person.given_name, person.family_name, person.username, config.name, *schools, *asked.words)
    return PasswordRules(length, COMMONPLACE | guessable_words(own))


def opens_for(person: Person) -> Opens:
    """What a password that somebody chooses is for: staff are asked for a second step besides."""
    return Opens.ALONE if person.role is Role.STUDENT else Opens.WITH_SECOND_STEP


def hash_chosen(password: str, rules: PasswordRules) -> str:
    """The argon2 text of a password that keeps the rules; raises AccessRefused as `refuse_weak` does."""
    refuse_weak(password, rules)
    return passwords.hash_password(password)


def refuse_weak(password: str, rules: PasswordRules) -> None:
    """Raise AccessRefused for a password that does not keep the rules; it repeats nothing of it.

    `password_unseen` for a character that nobody can see, `password_too_short`, `password_too_long`,
    `password_easy_to_guess`.
    """
    spelt = passwords.prepared(password)
    if passwords.unseen(spelt):
        raise AccessRefused("password_unseen")
    if len(spelt) > MAX_LENGTH:
        raise AccessRefused("password_too_long")
    strength = assess(spelt, rules, _common())
    if strength <= Strength.EASY_TO_GUESS:
        raise AccessRefused(f"password_{strength.name.lower()}")


@cache
def _common() -> frozenset[str]:
    """30 000 passwords that many have, as zxcvbn collected them from what was stolen elsewhere."""
    # Read at the first password that is chosen, which most processes never see.
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415

    return frozenset(FREQUENCY_LISTS["passwords"])
