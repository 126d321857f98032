"""The settings as an administrator reads them: what each is, what it would be by itself, what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from harmony.model import GRADES, Audience, Role
from harmony.people.badge_secret import SecondStepRule, SecretKind
from harmony_server.settings.config import SESSION_LIMITS, Config
from harmony_server.settings.sharing import SharingSettings

_A = {Role.STUDENT: "a student", Role.TEACHER: "a teacher", Role.ADMINISTRATOR: "an administrator"}
Value: TypeAlias = str | int | bool | list[str] | None


@dataclass(frozen=True)
class ToldSetting:
    """One setting of `district.toml`."""

    name: str
    """Where it stands there, such as `sessions.student.idle_minutes`."""
    value: Value
    default: Value
    meaning: str


def told(config: Config) -> Iterator[ToldSetting]:
    """Every setting that is no secret, in the order of `district.toml`."""
    yield from _district(config)
    for role, default in SESSION_LIMITS.items():
        own = config.session_limits[role]
        name = f"sessions.{role.value}"
        yield ToldSetting(
            f"{name}.idle_minutes",
            int(own.idle_s / 60),
            int(default.idle_s / 60),
            f"Minutes after which a session of {_A[role]} ends that nobody uses.",
        )
        yield ToldSetting(
            f"{name}.longest_hours",
            int(own.max_s / 3600),
            int(default.max_s / 3600),
            f"Hours after which a session of {_A[role]} ends whatever is done in it.",
        )
    yield from _accounts(config)
    yield from _sharing(config.sharing)
    yield from _server(config)


def _district(config: Config) -> Iterator[ToldSetting]:
    yield ToldSetting("district.code", config.code, None, "Stands in every badge; it never changes.")
    yield ToldSetting("district.name", config.name, None, "The name that families see.")
    yield ToldSetting(
        "district.portal_url", config.portal_url, None, "The portal's address; badges and passkeys name it."
    )
    yield ToldSetting("district.phone", config.phone, None, "Shown wherever help is offered.")
    phones = ", ".join(f"{school}: {phone}" for school, phone in config.school_phones.items())
    yield ToldSetting("phones", phones, "", "Schools' own numbers, shown on the families' page.")
    yield ToldSetting("district.timezone", config.timezone, "UTC", "Where a day begins, in counts and lists.")
    yield ToldSetting("district.sounds", config.sounds, True, "Whether the children's page makes sounds.")
    yield ToldSetting("printing.school", config.print_school, False, "The school stands on printed badges.")
    yield ToldSetting("printing.class", config.print_class, False, "The class stands on printed badges.")


def _accounts(config: Config) -> Iterator[ToldSetting]:
    asked, claiming = config.passwords, config.claiming
    yield ToldSetting(
        "passwords.only_factor",
        asked.only_factor,
        15,
        "Characters of a password that is all that is asked for.",
    )
    yield ToldSetting(
        "passwords.with_second_step", asked.with_second_step, 8, "Characters of a password of staff."
    )
    yield ToldSetting(
        "passwords.set_by_staff",
        asked.set_by_staff,
        8,
        "Characters of a password that staff set for a child.",
    )
    yield ToldSetting(
        "claiming.slip_days", claiming.slip_days, 30, "Days for which a slip to claim an account is good."
    )
    yield ToldSetting(
        "second_step",
        [_rule(each) for each in config.second_steps],
        [],
        "Whose badge asks for a secret number or two pictures; the first that fits somebody holds.",
    )


def _rule(rule: SecondStepRule) -> str:
    kind = f"pin of {rule.digits}" if rule.kind is SecretKind.PIN else "pictures"
    return f"{kind}: {', '.join(_whom(rule.whose))}"


def _sharing(sharing: SharingSettings) -> Iterator[ToldSetting]:
    yield ToldSetting(
        "sharing.doors",
        sharing.doors,
        False,
        "Families may keep their children's doors on their own devices.",
    )
    yield ToldSetting(
        "sharing.away_minutes",
        int(sharing.away_s / 60),
        15,
        "Minutes out of sight, as under a closed lid, after which a page is left.",
    )
    yield ToldSetting(
        "sharing.is_this_you", _whom(sharing.is_this_you), [], 'Whom a badge asks "Is this you?" first.'
    )
    for rule in sharing.idle:
        yield ToldSetting(
            "sharing.idle",
            int(rule.idle_s / 60),
            None,
            f"Minutes after which an unused session ends, for {', '.join(_whom(rule.whose))}.",
        )


def _whom(audience: Audience) -> list[str]:
    if audience.everyone:
        return ["everyone"]
    return [*sorted(audience.schools or ()), *(each for each in GRADES if each in (audience.grades or ()))]


def _server(config: Config) -> Iterator[ToldSetting]:
    sender = config.mail.sender if config.mail else None
    yield ToldSetting(
        "mail.sender", sender, None, "Whom the portal's mail is from; empty where it sends none."
    )
    yield ToldSetting(
        "server.trusted_proxies",
        list(config.trusted_proxies),
        ["127.0.0.1"],
        "Addresses of proxies that are believed about who asks.",
    )
    yield ToldSetting(
        "server.any_host", config.any_host, False, "Whether the portal answers to other hosts: for trying it."
    )
    yield ToldSetting(
        "server.keep_audit_days", config.keep_audit_days, 400, "Days for which the record is kept."
    )
    yield ToldSetting(
        "server.keep_gone_days",
        config.keep_gone_days,
        None,
        "Days for which people are kept who are in no roster any more; empty keeps them.",
    )
