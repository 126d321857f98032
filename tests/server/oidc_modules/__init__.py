"""The OpenID conformance suite's modules, each as its description has it, by the suite's names."""

from __future__ import annotations

from collections.abc import Callable

from tests.district import District
from tests.server.relying_party import RelyingParty, query_of

Module = Callable[[District], None]
MODULES: dict[str, Module] = {}


def module(name: str) -> Callable[[Module], Module]:
    """Note that a function is one of the suite's modules."""

    def note(function: Module) -> Module:
        MODULES[name] = function
        return function

    return note


def again(app: RelyingParty, request_id: str) -> dict[str, str]:
    """Sign in at the door where a request waits, and go on; what comes back to the app."""
    back = app.browser.get(f"/continue?id={request_id}").headers["location"]
    return query_of(back)


def at_the_door(app: RelyingParty, **changes: str | None) -> str:
    """The id of the request that waits at the door."""
    page, _, request_id = str(app.authorize(**changes).headers["location"]).partition("#continue=")
    assert page.endswith("/from-app.html")
    return request_id


def refused(app: RelyingParty, **changes: str | None) -> None:
    """Nobody is sent anywhere, and no code given."""
    answer = app.authorize(**changes)
    assert answer.status_code == 400
    assert "location" not in answer.headers
