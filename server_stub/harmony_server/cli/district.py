"""Opening a data folder for a command."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from harmony.apps import Catalogue
from harmony.apps import load as load_apps
from harmony.model import ExternalKind, Person
from harmony.spelling import visible
from harmony_server.badges.keys import KeyRing
from harmony_server.cli.console import Refused
from harmony_server.settings import config
from harmony_server.settings.config import Config
from harmony_server.store import KnownPerson, Store, Transaction, open_store
from harmony_words import LANGUAGES

DataOption = Annotated[
    Path, typer.Option("--data", metavar="DIR", help="The district's data folder.", file_okay=False)
]
StudentOption = Annotated[
    str,
    typer.Option("--student", metavar="ID", help="Student id (the username), or what the roster says."),
]
DATA = Path("data")


@dataclass(frozen=True)
class District:
    """An open data folder."""

    config: Config
    store: Store

    def keys(self) -> KeyRing:
        """The keys as they stand now; raises KeyRingError."""
        return KeyRing.load(self.config.data, now())

    def apps(self) -> Catalogue:
        """The app catalogue; raises AppsError."""
        return load_catalogue(self.config)


@contextmanager
def opened(data: Path) -> Iterator[District]:
    """The district of a data folder, closed when the block ends; raises ConfigError, StoreUnavailable."""
    settings = config.load(data)
    store = open_store(settings)
    try:
        yield District(settings, store)
    finally:
        store.close()


def load_catalogue(settings: Config) -> Catalogue:
    """Read a district's app catalogue; raises AppsError, or Refused if there is no such file."""
    try:
        return load_apps(settings.apps.read_text(encoding="utf-8"), LANGUAGES)
    except FileNotFoundError:
        raise Refused(f"There is no {settings.apps}, so nobody sees an app.") from None
    except UnicodeDecodeError as error:
        raise Refused(f"{settings.apps}: byte {error.start} is not UTF-8. Save it as UTF-8.") from None


def known_person(tx: Transaction, text: str) -> KnownPerson:
    """The person an operator means: by username, else external id, else id; raises Refused."""
    text = visible(text)
    if by_name := tx.people.by_username(text):
        return by_name
    called = tx.people.by_external_id(text)
    active = [known for known in called if known.active] or called
    if len(active) > 1:
        raise Refused(f"Different sources call different people {text!r}. Say which by the username.")
    known = active[0] if active else tx.people.get(text)
    if known is None:
        raise Refused(f"Nobody has the student id, username or external id {text!r}.")
    return known


def active_person(tx: Transaction, text: str) -> Person:
    """The same, but only somebody whom a badge would let in; raises Refused."""
    known = known_person(tx, text)
    if not known.can_sign_in:
        why = "is switched off in" if known.active else "is not in"
        raise Refused(f"{text!r} {why} the latest roster, so a badge would not open the door.")
    return known.person


def class_meant(tx: Transaction, text: str) -> str:
    """The id of the class an operator means by its external id, or by the id itself; raises Refused."""
    return _place_meant(tx, ExternalKind.CLASS, {each.id for each in tx.roster.classes()}, text)


def school_meant(tx: Transaction, text: str) -> str:
    """The same for a school."""
    return _place_meant(tx, ExternalKind.SCHOOL, {each.id for each in tx.roster.schools()}, text)


def _place_meant(tx: Transaction, kind: ExternalKind, known: set[str], text: str) -> str:
    text = visible(text)
    called = known & {*tx.external_ids.find(kind, text), text}
    if len(called) > 1:
        raise Refused(f"Different sources call different {_PLURAL[kind]} {text!r}.")
    if not called:
        raise Refused(f"No {kind.value} {text!r} is in the latest roster.")
    return called.pop()


_PLURAL = {ExternalKind.CLASS: "classes", ExternalKind.SCHOOL: "schools"}


def now() -> float:
    """The time, in seconds since 1970: the command is where the clock is read."""
    return time.time()
