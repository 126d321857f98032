"""Somebody of the demo district's staff at the console, second step done."""

from __future__ import annotations

import secrets
import time

from harmony.grants import Grant, GrantKind
from harmony.model import AuthenticationMethod, Person, Role
from harmony_server.accounts import grants, sessions
from harmony_server.accounts.second_step import Method
from harmony_server.accounts.sessions import Shown
from harmony_server.settings.config import load
from harmony_server.store import Transaction, open_store
from tests.browser.conftest import Open, Watched
from tests.running import Server

COOKIE = "harmony"
VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", ({ violatedDirective }) => violations.push(violatedDirective));
"""


def at_the_console(server: Server, open_browser: Open, *kinds: GrantKind) -> Watched:
    """A browser at which a teacher is in, with more grants where some are named."""
    store = open_store(load(server.data))
    try:
        token = store.write(lambda tx: _begun(tx, kinds))
    finally:
        store.close()
    browser = open_browser(accept_downloads=True)
    browser.context.add_cookies([{"name": COOKIE, "value": token, "url": server.address}])
    browser.context.add_init_script(VIOLATIONS)
    return browser


def _begun(tx: Transaction, kinds: tuple[GrantKind, ...]) -> str:
    teacher, now = _teacher(tx), time.time()
    for kind in kinds:
        grants.give(tx, teacher, Grant(kind, None), by=None, now=now, rng=secrets.token_bytes)
    shown = Shown(AuthenticationMethod.PASSWORD)
    token = sessions.begin(tx, teacher, shown, replacing=None, now=now, rng=secrets.token_bytes)
    hashed = sessions.token_hash(token)
    tx.sessions.second_step_done(hashed, Method.TOTP, now, new_hash=hashed, amr=shown.amr)
    return token


def _teacher(tx: Transaction) -> Person:
    """A teacher whose class is not empty."""
    enrolled = tx.roster.enrollments()
    filled = {each.class_id for each in enrolled if each.role is Role.STUDENT}
    teaching = {each.person_id for each in enrolled if each.role is Role.TEACHER and each.class_id in filled}
    return next(person for person in tx.roster.people() if person.id in teaching)


def violations(browser: Watched) -> list[str]:
    """What the page's policy refused."""
    found: list[str] = browser.page.evaluate("() => window.violations")
    return found
