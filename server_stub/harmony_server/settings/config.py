"""A district's settings: `district.toml` in its data folder.

[district]
code = "q3Zx"                        # this district's own 4 base64url characters, in every badge
name = "Maple Valley Schools"
portal_url = "https://portal.example"
phone = "555 0100"                   # optional: shown where help is offered
timezone = "America/Chicago"         # optional
sounds = false                       # optional: the page makes no sounds

[sessions.student]                   # optional; likewise teacher, administrator
idle_minutes = 60
longest_hours = 10

[phones]                             # optional: a school's own, shown to families beside its name
"Maple Street School" = "555 0101"

[sources.sis]                        # optional: how the rosters of one source are read
username = ["email@"]                # columns that usernames are taken from: up to the @

[printing]                           # optional: stands below the first name, where there is room
school = true
class = true

[server]                             # optional
database_url = "postgresql://…"      # instead of a file in the data folder
trusted_proxies = ["127.0.0.1"]      # whose X-Forwarded-For and X-Forwarded-Proto are believed
any_host = false                     # true answers to other hosts than portal_url's too: for trying it
keep_audit_days = 400
keep_gone_days = 400                 # people in no roster for longer are erased: harmony person purge

`[passwords]`, `[claiming]`, `[account]` and `[[second_step]]` are described in `settings.accounts`,
`[sharing]` in `settings.sharing`, `[mail]` in `settings.mail`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from sqlalchemy import URL

from harmony.model import Membership, Person, Role
from harmony.people.badge_secret import SecondStepRule
from harmony.roster import source_name
from harmony_server.settings.accounts import (
    LATER_GRADES,
    Claiming,
    ClaimSettings,
    OwnAccount,
    Passwords,
    PasswordSettings,
    SecondStep,
)
from harmony_server.settings.addresses import database_address, origin_of, timezone_name
from harmony_server.settings.mail import Mail, MailSettings
from harmony_server.settings.sharing import Sharing, SharingSettings

FILE = "district.toml"


class ConfigError(Exception):
    """`district.toml` is missing or says something that cannot be followed; the text says what to mend."""


@dataclass(frozen=True)
class SessionLimits:
    """When a session ends by itself, in seconds."""

    idle_s: float
    max_s: float


SESSION_LIMITS: Mapping[Role, SessionLimits] = MappingProxyType(
    {
        # A school day on one's own device; shorter the more a session can do.
        Role.STUDENT: SessionLimits(idle_s=60 * 60, max_s=10 * 3600),
        Role.TEACHER: SessionLimits(idle_s=30 * 60, max_s=12 * 3600),
        Role.ADMINISTRATOR: SessionLimits(idle_s=15 * 60, max_s=8 * 3600),
    }
)


@dataclass(frozen=True)
class Config:
    """What a district decided about its portal."""

    data: Path
    """The data folder everything else stands in."""
    code: str
    """The `iss` of this district's badges."""
    name: str
    portal_url: str
    phone: str | None = None
    timezone: str = "UTC"
    sounds: bool = True
    school_phones: Mapping[str, str] = field(default_factory=dict)
    """By a school's name as families know it."""
    database_url: str = field(default="", repr=False)
    trusted_proxies: tuple[str, ...] = ("127.0.0.1",)
    any_host: bool = False
    keep_audit_days: int = 400
    keep_gone_days: int | None = None
    """How long people are kept who are in no roster any more; None keeps them for good."""
    session_limits: Mapping[Role, SessionLimits] = field(default_factory=lambda: SESSION_LIMITS)
    usernames: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By source of rosters, the columns that usernames are taken from; none for what its format says."""
    workers: int = 1
    """How many processes serve this district on this machine, as `harmony serve` was told."""
    passwords: PasswordSettings = field(default_factory=PasswordSettings)
    claiming: ClaimSettings = field(default_factory=ClaimSettings)
    account_grades: tuple[str, ...] = LATER_GRADES
    """Students who look after their accounts themselves."""
    second_steps: tuple[SecondStepRule, ...] = ()
    """Whose badges ask for something beside them."""
    sharing: SharingSettings = field(default_factory=SharingSettings)
    mail: MailSettings | None = None
    """None where the portal sends no mail."""
    print_school: bool = False
    print_class: bool = False
    """What is printed below a first name, where there is room."""

    def limits_for(self, role: Role, membership: Membership) -> SessionLimits:
        """When the session of somebody ends by itself who may do as much as this role."""
        limits = self.session_limits[role]
        if role is not Role.STUDENT:
            return limits
        return replace(limits, idle_s=self.sharing.idle_s(membership, limits.idle_s))

    def has_own_account(self, person: Person) -> bool:
        """Whether somebody looks after an account themselves: staff, and students of the grades set."""
        return person.role is not Role.STUDENT or bool({*person.grades} & {*self.account_grades})

    @property
    def icons(self) -> Path:
        """Where the apps' icons are."""
        return self.data / "icons"

    @property
    def apps(self) -> Path:
        """Where the app catalogue is."""
        return self.data / "apps.toml"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


_Phone = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
_SchoolName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class _District(_Table):
    code: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{4}$")]
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    portal_url: Annotated[str, AfterValidator(origin_of)]
    phone: _Phone | None = None
    timezone: Annotated[str, AfterValidator(timezone_name)] = "UTC"
    sounds: bool = True


class _Limits(_Table):
    idle_minutes: Annotated[int, Field(ge=1, le=24 * 60)] | None = None
    longest_hours: Annotated[int, Field(ge=1, le=7 * 24)] | None = None

    def over(self, default: SessionLimits) -> SessionLimits:
        return SessionLimits(
            idle_s=self.idle_minutes * 60 if self.idle_minutes else default.idle_s,
            max_s=self.longest_hours * 3600 if self.longest_hours else default.max_s,
        )


_Column = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^@]+@?$", max_length=64)]


class _Server(_Table):
    database_url: Annotated[str, AfterValidator(database_address)] | None = None
    trusted_proxies: list[str] = ["127.0.0.1"]
    any_host: bool = False
    keep_audit_days: Annotated[int, Field(ge=1, le=3650)] = 400
    keep_gone_days: Annotated[int, Field(ge=1, le=3650)] | None = None


class _Source(_Table):
    username: Annotated[list[_Column], Field(min_length=1, max_length=8)]


class _Printing(_Table):
    school: bool = False
    class_: Annotated[bool, Field(alias="class")] = False


class _File(_Table):
    district: _District
    phones: dict[_SchoolName, _Phone] = {}
    sources: dict[Annotated[str, AfterValidator(source_name)], _Source] = {}
    printing: _Printing = _Printing()
    passwords: Passwords = Passwords()
    claiming: Claiming = Claiming()
    account: OwnAccount = OwnAccount()
    second_step: list[SecondStep] = []
    sharing: Sharing = Sharing()
    mail: Mail | None = None
    sessions: dict[str, _Limits] = {}
    server: _Server = _Server()


def load(data: Path) -> Config:
    """Read a data folder's `district.toml`; raises ConfigError with every setting there is to mend."""
    path = data / FILE
    try:
        file = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise ConfigError(
            f"There is no {FILE} in {data}. Make one with: harmony init --data {data}"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not TOML: {error}") from None
    except ValidationError as error:
        raise ConfigError("\n".join(f"{path}: {line}" for line in _lines(error))) from None
    if unknown := sorted(set(file.sessions) - set(SESSION_LIMITS)):
        raise ConfigError(f"{path}: sessions.{unknown[0]}: there is no such role.")
    return _config(data, file)


def _config(data: Path, file: _File) -> Config:
    limits = {
        role: file.sessions.get(role, _Limits()).over(default) for role, default in SESSION_LIMITS.items()
    }
    return Config(
        data=data,
        **file.district.model_dump(),
        school_phones=MappingProxyType(file.phones),
        database_url=file.server.database_url or _sqlite_url(data / "harmony.db"),
        trusted_proxies=tuple(file.server.trusted_proxies),
        any_host=file.server.any_host,
        keep_audit_days=file.server.keep_audit_days,
        keep_gone_days=file.server.keep_gone_days,
        session_limits=MappingProxyType(limits),
        usernames={name: tuple(source.username) for name, source in file.sources.items()},
        passwords=file.passwords.meant(),
        claiming=file.claiming.meant(),
        account_grades=tuple(file.account.grades),
        second_steps=tuple(each.rule() for each in file.second_step),
        sharing=file.sharing.meant(),
        mail=file.mail.meant() if file.mail else None,
        print_school=file.printing.school,
        print_class=file.printing.class_,
    )


def _sqlite_url(path: Path) -> str:
    return URL.create("sqlite", database=str(path.absolute())).render_as_string()


def _lines(error: ValidationError) -> list[str]:
    def say(kind: str, message: str) -> str:
        return "there is no such setting." if kind == "extra_forbidden" else f"{message}."

    return [
        f"{'.'.join(str(part) for part in each['loc'])}: {say(each['type'], each['msg'])}"
        for each in error.errors(include_url=False, include_input=False)
    ]
