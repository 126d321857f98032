"""What the page asks about apps: who wants to know somebody, and what each app is told."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from harmony.apps import App
from harmony_server.accounts.sessions import CurrentSession
from harmony_server.api.dashboard import InLanguages
from harmony_server.api.dependencies import CurrentSessionDep, Services, ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.problems import Problem
from harmony_server.api.routers import api_router
from harmony_server.sso.errors import Untrusted
from harmony_server.sso.subjects import LEAST

router = api_router("/api/v1")


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class WaitingApp(_Closed):
    """An app that wants to know who somebody is; its name is the catalogue's."""

    id: str
    names: InLanguages
    icon: str | None
    background: str


class Receipt(WaitingApp):
    """What one app is told about whoever is signed in."""

    signs_in: bool
    """Whether it is told anything: a plain link tells nothing."""
    claims: list[str]
    """Beside an id that no other app has."""
    last_opened: float | None
    """When it was opened last from the portal, in seconds since 1970."""
    down: InLanguages | None
    """Why it does not open just now; null while it does."""


class Receipts(_Closed):
    """One for each app of whoever is signed in."""

    apps: list[Receipt]


@router.get(
    "/continuations/{request_id}",
    summary="The app that wants to know who somebody is",
    operation_id="continuation",
    responses=documented("not_found", "unavailable"),
)
async def continuation(request_id: str, services: ServicesDep) -> WaitingApp:
    """Answer the page where somebody signs in who comes from an app."""
    try:
        app = await services.store.run(services.sign_on.who_waits, request_id)
    except Untrusted:
        raise Problem("not_found") from None
    return WaitingApp(**_looks(app))


@router.get(
    "/receipts",
    summary="What each app is told of whoever is signed in",
    operation_id="receipts",
    responses=documented("unavailable"),
)
async def receipts(services: ServicesDep, session: CurrentSessionDep) -> Receipts:
    """Answer with a receipt for each app, in the order of the catalogue."""
    return Receipts(apps=await services.store.run(_receipts, services, session))


def _receipts(services: Services, session: CurrentSession) -> list[Receipt]:
    with services.store.read() as tx:
        opened = tx.launches.last_of(session.person.id)
    return [
        Receipt(
            **_looks(app),
            signs_in=app.oidc is not None,
            claims=[*LEAST, *app.oidc.claims] if app.oidc else [],
            last_opened=opened.get(app.id),
            down=dict(app.down) if app.down else None,
        )
        for app in services.apps().visible_to(session.membership)
    ]


def _looks(app: App) -> dict[str, Any]:
    icon = f"/icons/{app.icon}" if app.icon else None
    return {"id": app.id, "names": dict(app.names), "icon": icon, "background": app.background}
