"""A small synthetic district with everything a server needs, and a clock that tests turn."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import FastAPI
from starlette.testclient import TestClient

from harmony import apps
from harmony.badge.token import BadgeToken
from harmony.model import (
    Enrollment,
    ExternalId,
    ExternalKind,
    Person,
    Picture,
    Role,
    School,
    SchoolClass,
)
from harmony.roster import DEFAULT_SOURCE
from harmony_server.accounts import passwords
from harmony_server.app import create_app
from harmony_server.badges import lifecycle
from harmony_server.badges.keys import KeyRing
from harmony_server.settings.config import Config, load
from harmony_server.settings.reloading import Reloading
from harmony_server.sso.keys import FOLDER as OIDC_FOLDER
from harmony_server.sso.keys import RING, OidcKeys
from harmony_server.store import Store, open_store
from harmony_words import LANGUAGES
from tests import people_put

CODE = "q3Zx"
ORIGIN = "https://portal.example"
PASSWORD = "apple-river-7"
START = people_put.START
put = people_put.put
SCHOOL_ADDRESS = "192.0.2.7"

DISTRICT_TOML = f"""\
[district]
code = "{CODE}"
name = "Maple Valley Schools"
portal_url = "{ORIGIN}"
phone = "555 0100"
"""

APPS_TOML = """\
[[app]]
id = "story"
name = {en = "Story Doors", es = "Puerta de cuentos"}
link = "https://stories.example/start"
icon = "story.svg"
background = "sky"
category = "read"
[app.who]
grades = ["01"]

[[app]]
id = "numbers"
name = "Number Garden"
link = "https://numbers.example/"
[app.who]
classes = ["maple-01"]

[[app]]
id = "staff-room"
name = "Staff Room"
link = "https://staff.example/"
[app.who]
roles = ["teacher", "administrator"]
"""

ICON = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>'

MAPLE = School("school-maple", "Maple Street School")
FIRST = SchoolClass("class-maple-01", "First grade", MAPLE.id)
_AT_MAPLE = frozenset({MAPLE.id})
SUN, BOAT, FISH = Picture("sun", "sky"), Picture("boat", "teal"), Picture("fish", "coral")
MIA = Person("p-mia", "S1001", "Miabelle", "Quillfeather", Role.STUDENT, SUN, ("01",), _AT_MAPLE)
LEO = Person("p-leo", "S1002", "Leonius", "Thornapple", Role.STUDENT, BOAT, ("02",), _AT_MAPLE)
TILDA = Person("p-tilda", "tilda", "Tilda", "Oakes", Role.TEACHER, FISH, (), _AT_MAPLE)
ADA = Person("p-ada", "ada", "Ada", "Byrne", Role.ADMINISTRATOR, FISH)
DORA = Person("p-dora", "S1003", "Dora", "Finch", Role.STUDENT, BOAT, ("01",), _AT_MAPLE, enabled=False)
LARS = Person("p-lars", "S1004", "Lars", "Wick", Role.STUDENT, FISH, ("01",), _AT_MAPLE)
"""Was in an earlier roster and is not in the latest."""

PEOPLE = (MIA, LEO, TILDA, ADA, DORA)
ENROLLMENT = Enrollment(FIRST.id, MIA.id, Role.STUDENT)

EXTERNAL_IDS = {
    ExternalKind.SCHOOL: {"maple": MAPLE.id},
    ExternalKind.CLASS: {"maple-01": FIRST.id},
    ExternalKind.PERSON: {
        "x-mia": MIA.id,
        "x-leo": LEO.id,
        "x-tilda": TILDA.id,
        "x-ada": ADA.id,
        "x-dora": DORA.id,
        "x-lars": LARS.id,
    },
}
"""What the district's student information system calls them."""


class Clock:
    """The time as the test says it is."""

    def __init__(self, time: float = START) -> None:
        self.time = time

    def __call__(self) -> float:
        """Seconds since 1970."""
        return self.time

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.time += seconds


@dataclass
class District:
    """A data folder in use, with its own clock."""

    data: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.config: Config = load(self.data)
        self.store: Store = open_store(self.config)
        self._apps: dict[Path | None, FastAPI] = {}

    @property
    def keys(self) -> KeyRing:
        """The keys as they are now on disk."""
        return KeyRing.load(self.data, self.clock())

    def app(self, site: Path | None = None) -> FastAPI:
        """The server's application over this folder; the same each time."""
        if site not in self._apps:
            self._apps[site] = self._new_app(site)
        return self._apps[site]

    def _new_app(self, site: Path | None) -> FastAPI:
        ring = Reloading(self.data / "keys" / "ring.toml", lambda: self.keys)
        catalogue = Reloading(
            self.config.apps, lambda: apps.load(self.config.apps.read_text("utf-8"), LANGUAGES)
        )
        oidc = Reloading(self.data / OIDC_FOLDER / RING, lambda: OidcKeys.load(self.data))
        return create_app(
            self.config, self.store, ring, self.clock, apps=catalogue, oidc_keys=oidc, site=site
        )

    def client(
        self, address: str = SCHOOL_ADDRESS, *, origin: str = ORIGIN, site: Path | None = None
    ) -> TestClient:
        """A browser at an address; each has cookies of its own."""
        return TestClient(
            self.app(site),
            base_url=origin,
            client=(address, 50_000),
            raise_server_exceptions=False,
            follow_redirects=False,
        )

    def badge(self, person: Person = MIA) -> BadgeToken:
        """A person's badge, issued if they have none."""
        with self.store.begin() as tx:
            return lifecycle.current_or_issue(
                tx, person.id, self.keys, self.clock(), secrets.token_bytes, district=CODE
            )

    def new_badge(self, person: Person = MIA) -> BadgeToken:
        """A new badge in place of the person's old one."""
        with self.store.begin() as tx:
            return lifecycle.reissue(
                tx, person.id, self.keys, self.clock(), secrets.token_bytes, district=CODE
            )

    def void(self, person: Person = MIA) -> bool:
        """Void a person's badge."""
        with self.store.begin() as tx:
            return lifecycle.void(tx, person.id, self.clock())


def found(data: Path, now: float = START, *, database_url: str = "") -> None:
    """Make the synthetic district in a folder; passwords are for Mia, Tilda, Ada, Dora and Lars."""
    (data / "icons").mkdir(parents=True)
    (data / "icons" / "story.svg").write_text(ICON, "utf-8")
    move(data, database_url)
    (data / "apps.toml").write_text(APPS_TOML, "utf-8")
    KeyRing.create(data, now, secrets.token_bytes)
    OidcKeys.ensure(data, now, secrets.token_bytes)
    store = open_store(load(data))
    password_hash = passwords.hash_password(PASSWORD)
    for people in ((*PEOPLE, LARS), PEOPLE):
        put(store, people, schools=[MAPLE], classes=[FIRST], enrollments=[ENROLLMENT])
    with store.begin() as tx:
        for kind, ids in EXTERNAL_IDS.items():
            tx.external_ids.add(ExternalId(DEFAULT_SOURCE, kind, *pair) for pair in ids.items())
        for person in (MIA, TILDA, ADA, DORA, LARS):
            tx.credentials.put(person.id, password_hash, now)
    store.close()


def move(data: Path, database_url: str) -> None:
    """Write the settings of a district whose database is at a URL; its own file if that is empty."""
    server = f'\n[server]\ndatabase_url = "{database_url}"\n' if database_url else ""
    (data / "district.toml").write_text(DISTRICT_TOML + server, "utf-8")


def badge_body(token: BadgeToken) -> dict[str, str]:
    """The body of a sign-in by badge."""
    return {"badge": token.decimal}


def password_body(person: Person = MIA, password: str = PASSWORD) -> dict[str, str]:
    """The body of a sign-in by password."""
    return {"username": person.username, "password": password}
