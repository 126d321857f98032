"""Who is turned away is told so by a refusal that knows no HTTP, and each has a problem of its code."""

from __future__ import annotations

import ast
import asyncio
from pathlib import Path

import pytest

import harmony_server
from harmony.errors import BadgeError
from harmony_server.accounts import sessions
from harmony_server.accounts.refusals import (
    AccessRefused,
    Busy,
    MissingGrant,
    NoSession,
    OutOfReach,
    SecondStepMissing,
)
from harmony_server.accounts.sign_in import Authentication, ClientContext
from harmony_server.api.problems import PROBLEMS
from tests.district import MIA, PASSWORD, SCHOOL_ADDRESS, District

SERVER = Path(harmony_server.__file__).parent
REFUSALS = ("AccessRefused", "NoSession", "BadgeRefused", "Refusal", "__init__")
SCHOOL = ClientContext(SCHOOL_ADDRESS, None)


@pytest.fixture
def authentication(district: District) -> Authentication:
    """Signing in, with no application around it."""
    return Authentication(
        district.config, district.store, lambda: district.keys, district.clock, lambda size: b"\x01" * size
    )


def test_signing_in_needs_no_request(authentication: Authentication) -> None:
    """A protocol of its own can ask for a sign-in, and gets a session."""
    signed_in = asyncio.run(authentication.by_password(MIA.username, PASSWORD, SCHOOL))
    assert (signed_in.person.given_name, bool(signed_in.session)) == (MIA.given_name, True)


def test_a_refusal_says_why_and_for_how_long(authentication: Authentication) -> None:
    """The code tells what is wrong, and where waiting helps, the refusal says how many seconds."""
    with pytest.raises(AccessRefused) as unread:
        asyncio.run(authentication.by_badge("hello", SCHOOL))
    assert (unread.value.code, unread.value.retry_after_s) == ("not_a_badge", None)
    for _ in range(6):
        with pytest.raises(AccessRefused) as refused:
            asyncio.run(authentication.by_password(MIA.username, "apple-river-8", SCHOOL))
    assert (refused.value.code, refused.value.retry_after_s) == ("too_many_tries", 30)


def test_a_session_that_is_none_is_refused_likewise(district: District) -> None:
    """Sessions, grants and a machine with too much to do refuse in the same family."""
    limits = district.config.limits_for
    with pytest.raises(NoSession) as refused:
        sessions.current(district.store, "planted", limits, district.keys, district.clock())
    assert refused.value.code == "not_signed_in"
    assert {NoSession, MissingGrant, SecondStepMissing, OutOfReach, Busy} <= set(
        AccessRefused.__subclasses__()
    )


def test_every_refusal_has_a_problem() -> None:
    """No code that somebody is refused with is unknown to the interface."""
    rooms = ("accounts", "badges")
    codes = {code for room in rooms for path in (SERVER / room).glob("*.py") for code in _codes_in(path)}
    assert {"too_many_tries", "wrong_credentials", "not_signed_in", "badge_unknown", "forbidden"} <= codes
    assert codes <= set(PROBLEMS)
    assert {error.code for error in BadgeError.__subclasses__()} <= set(PROBLEMS)


def _codes_in(path: Path) -> list[str]:
    """The codes that a module makes refusals of, where they are spelled out."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    first = [node.args[0] for node in nodes if isinstance(node, ast.Call) and _refuses(node)]
    either = [(each.body, each.orelse) if isinstance(each, ast.IfExp) else (each,) for each in first]
    texts = [each.value for both in either for each in both if isinstance(each, ast.Constant)]
    return [text for text in texts if isinstance(text, str)]


def _refuses(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return bool(call.args) and name in REFUSALS
