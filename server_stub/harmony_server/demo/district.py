"""Making the demo district in a data folder, once."""

from __future__ import annotations

import secrets
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harmony.model import GRADES, Person
from harmony_art import flatten
from harmony_art.app_icons import APP_ICONS, app_icon
from harmony_print import LETTER
from harmony_server import create_district
from harmony_server.accounts import passwords
from harmony_server.badges.copies import cards_of
from harmony_server.badges.keys import KeyRing
from harmony_server.demo import staff
from harmony_server.demo.apps import APPS
from harmony_server.demo.export import write_export
from harmony_server.demo.people import student_id
from harmony_server.printing import sheet_pdf, write_private
from harmony_server.roster.work import Asked, bring_in
from harmony_server.settings import config
from harmony_server.settings.config import Config, ConfigError
from harmony_server.store import Store, Transaction, open_store

NAME = "Maple Street District"
PORTAL_URL = "https://portal.maple.example"
CODE = "demo"
"""The `iss` of the demo's badges."""
ANY_HOST = "any_host = true  # nothing is at portal_url: it is for trying\n"
NOTES = "demo.toml"
BADGES = "demo-badges.pdf"
ROSTER = "demo-roster.zip"
ACCOUNTS = {
    "student": student_id("07"),
    "young_student": student_id("02"),
    "teacher": "rivera",
    "administrator": "okafor",
}
"""Who has a password, by what they are."""
BADGE_HOLDERS = (*(student_id(grade) for grade in GRADES), "rivera")

_LETTERS = "abcdefghjkmnpqrstuvwxyz"
"""Without those that look like others."""


@dataclass(frozen=True)
class DemoInfo:
    """What somebody needs to sign in to the demo district."""

    student_username: str
    password: str
    badges_pdf: Path


def is_demo(data: Path) -> bool:
    """Whether the folder holds a demo district, or the beginning of one."""
    return (data / NOTES).exists()


def keep_reachable(data: Path) -> bool:
    """Have a demo of an earlier version answer to any host, as one does that is made now; whether it had to.

    Settings that say something of it themselves, or cannot be read, stay as they are.
    """
    path = data / config.FILE
    try:
        text = path.read_text("utf-8")
        settings = tomllib.loads(text)
    except (FileNotFoundError, ValueError):
        return False
    server, portal_url = settings.get("server", {}), settings.get("district", {}).get("portal_url")
    if portal_url != PORTAL_URL or "any_host" in server:
        return False
    before, heading, after = text.partition("\n[server]\n") if server else (text, "\n[server]\n", "")
    if heading:
        path.write_text(f"{before}{heading}{ANY_HOST}{after}", "utf-8")
    return bool(heading)


def ensure(data: Path) -> DemoInfo:
    """Make the demo district, or what is missing of it, and tell how to sign in.

    A second run changes nothing. Raises ConfigError if the folder holds a district of its own.
    """
    if not is_demo(data):
        if (data / config.FILE).exists():
            raise ConfigError(f"{data} holds a district of its own; the demo needs another folder.")
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(data / NOTES, _notes().encode())
    known = tomllib.loads((data / NOTES).read_text(encoding="utf-8"))
    info = DemoInfo(known["student"]["username"], known["student"]["password"], data / known["badges_pdf"])
    if not info.badges_pdf.exists():
        _make(data, info, known)
    keep_reachable(data)
    return info


def _make(data: Path, info: DemoInfo, accounts: dict[str, Any]) -> None:
    """Everything but the notes; the badges come last, so that their file says that all is there."""
    now = time.time()
    settings = _settings(data, now)
    keys = KeyRing.load(data, now)
    store = open_store(settings)
    try:
        _import(store, data / ROSTER, now)
        noted = accounts.get("staff", [])
        for account in [*(accounts[role] for role in ACCOUNTS), *noted]:
            _set_password(store, account["username"], account["password"], now)
        staff.set_up(store, noted, keys.pepper, now)
        with store.read() as tx:
            holders = [_person(tx, username) for username in BADGE_HOLDERS]
        cards = cards_of(store, holders, settings, keys, name=True)
    finally:
        store.close()
    write_private(info.badges_pdf, sheet_pdf(cards, LETTER))


def _notes() -> str:
    lines = [
        "# How to sign in to the demo district. Everybody in it is invented.",
        f'badges_pdf = "{BADGES}"',
    ]
    passwords = {each.username: _new_password() for each in staff.STAFF}
    for role, username in ACCOUNTS.items():
        password = passwords.setdefault(username, _new_password())
        lines += ["", f"[{role}]", f'username = "{username}"', f'password = "{password}"']
    return "\n".join([*lines, *staff.notes(passwords), ""])


def _new_password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def _settings(data: Path, now: float) -> Config:
    if not (data / config.FILE).exists():
        create_district.create(
            data, name=NAME, portal_url=PORTAL_URL, code=CODE, now=now, rng=secrets.token_bytes
        )
        with (data / config.FILE).open("a", encoding="utf-8") as settings:
            settings.write(f"\n[sharing]\ndoors = true\n\n[server]\n{ANY_HOST}")
    (data / "apps.toml").write_text(APPS, encoding="utf-8")
    for name in APP_ICONS:
        (data / "icons" / f"{name}.svg").write_text(flatten(app_icon(name)), encoding="utf-8")
    return config.load(data)


def _import(store: Store, export: Path, now: float) -> None:
    write_export(export)
    done = bring_in(store, export, Asked(), now=now, rng=secrets.token_bytes)
    if done.refusal:
        raise done.refusal


def _set_password(store: Store, username: str, password: str, now: float) -> None:
    with store.read() as tx:
        person = _person(tx, username)
        has_one = tx.credentials.get(person.id)
    if not has_one:
        password_hash = passwords.hash_password(password)
        store.write(lambda tx: passwords.set_password(tx, person.id, password_hash, now))


def _person(tx: Transaction, username: str) -> Person:
    known = tx.people.by_username(username)
    if known is None:
        raise ConfigError(f"The demo's roster has lost {username}. Remove the folder and make it anew.")
    return known.person
