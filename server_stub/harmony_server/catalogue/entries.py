"""What stands of one app in `apps.toml`: made of a template, changed key by key, taken out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, Table

from harmony.findings import AppsError, Finding

FILE = "apps.toml"
BY_LANGUAGE = ("name", "down")
"""Texts, one or an inline table by language: a new one replaces the old whole."""


class Kind(StrEnum):
    """What an app is like: each has a template."""

    LINK = "link"
    SERVER = "server"
    BROWSER = "browser"


class Who(StrEnum):
    """Who sees it at first; `[app.who]` can say more."""

    NOBODY = "nobody"
    EVERYONE = "everyone"
    STUDENTS = "students"
    STAFF = "staff"


RULES: Mapping[Who, Mapping[str, Any]] = {
    Who.NOBODY: {"roles": []},
    Who.EVERYONE: {"everyone": True},
    Who.STUDENTS: {"roles": ["student"]},
    Who.STAFF: {"roles": ["teacher", "administrator"]},
}


class NoSuchApp(Exception):
    """The catalogue has no app of this id."""


@dataclass(frozen=True)
class NewApp:
    """An app to be added."""

    id: str
    name: str | Mapping[str, str]
    """One for all languages, or by language."""
    kind: Kind
    link: str = ""
    redirect_uris: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    who: Mapping[str, Any] | None = None
    """As `[app.who]` has it; nobody if left out."""
    icon: str = ""
    """A file in the icons folder."""

    @property
    def secret_file(self) -> str:
        """Where its secret is kept, below the data folder; empty where it has none."""
        return f"secrets/{self.id}" if self.kind is Kind.SERVER else ""

    def entry(self) -> dict[str, Any]:
        """What stands in the file."""
        top = {"id": self.id, "name": self.name, "link": self.link or None, "icon": self.icon or None}
        who = RULES[Who.NOBODY] if self.who is None else self.who
        if self.kind is Kind.LINK:
            return {**top, "who": dict(who)}
        proof = {"public": True} if self.kind is Kind.BROWSER else {"client_secret_file": self.secret_file}
        agreed = {"redirect_uris": list(self.redirect_uris), "claims": list(self.claims)}
        return {**top, "who": dict(who), "oidc": {**proof, **agreed}}


def add(document: TOMLDocument, new: NewApp) -> None:
    """Put an app behind the others."""
    if "app" not in document:
        document["app"] = tomlkit.aot()
    apps = _listed(document)
    table = _filled(tomlkit.table(), new.entry())
    if apps.body and not apps.body[-1].as_string().endswith("\n\n"):
        table.trivia.indent = "\n"  # a blank line above, as below it where more follows
    if "start_here" in document:
        table[list(table)[-1]].add(tomlkit.nl())
    apps.append(table)


def change(document: TOMLDocument, app_id: str, changes: Mapping[str, Any]) -> None:
    """Set keys of an app, its tables key by key; None takes a key out. Raises NoSuchApp."""
    _filled(_found(document, app_id), changes)


def replace_rule(document: TOMLDocument, app_id: str, who: Mapping[str, Any]) -> None:
    """Set who sees an app: a rule is one whole. Raises NoSuchApp."""
    app = _found(document, app_id)
    gone = dict.fromkeys(app.get("who", {}))
    _filled(app, {"who": gone | {key: value for key, value in who.items() if value is not None}})


def remove(document: TOMLDocument, app_id: str) -> None:
    """Take an app out, and what starts with it. Raises NoSuchApp."""
    apps = _listed(document)
    apps.remove(_found(document, app_id))
    pins = document.get("start_here", [])
    for pin in [each for each in pins if each.get("app") == app_id]:
        pins.remove(pin)
    for key in ("app", "start_here"):
        if key in document and not document[key]:
            document.remove(key)


def _listed(document: TOMLDocument) -> AoT:
    apps = document["app"]
    if not isinstance(apps, AoT):
        said = "app: write [[app]] above each of them; one list in brackets is for an editor to change."
        raise AppsError([Finding(FILE, said)])
    return apps


def _found(document: TOMLDocument, app_id: str) -> Table:
    found = [each for each in _listed(document) if each.get("id") == app_id] if "app" in document else []
    if not found:
        raise NoSuchApp
    table: Table = found[0]
    return table


def _filled(table: Table, values: Mapping[str, Any]) -> Table:
    for key, value in values.items():
        if value is None:
            table.pop(key, None)
        elif key in BY_LANGUAGE and isinstance(value, Mapping):
            table[key] = _inline(value)
        elif isinstance(value, Mapping):
            inner = table.get(key)
            if inner is None:
                table[key] = inner = tomlkit.table()
            _filled(inner, value)
        else:
            table[key] = value
    return table


def _inline(values: Mapping[str, Any]) -> Any:
    inline = tomlkit.inline_table()
    inline.update(values)
    return inline
