"""From a tile to its app: `GET /launch/{app}`, in a tab of its own."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from harmony.apps import App
from harmony_server.accounts.sessions import CurrentSession
from harmony_server.api.answers import door, goes, issuer_of, not_open, refuse_embedded, refused
from harmony_server.api.dependencies import Services, ServicesDep, SessionIfAnyDep
from harmony_server.api.problems import Problem

router = APIRouter(include_in_schema=False)


@router.get("/launch/{app_id}")
async def launch(app_id: str, request: Request, services: ServicesDep, session: SessionIfAnyDep) -> Response:
    """Send whoever is signed in to one of their apps, where signing in begins; have others sign in first."""
    refuse_embedded(request)
    app = services.apps().app(app_id)
    if app is None:
        raise Problem("not_found")
    if session is None:
        return door(await services.store.run(services.sign_on.keep_launch, app))
    if not await services.store.run(_opens, services, app, session):
        return refused(request, services, Problem("forbidden"))
    if app.down:
        return not_open(app)
    return goes(_address(app, request, services))


def _opens(services: Services, app: App, session: CurrentSession) -> bool:
    """Whether somebody has this app; that they opened it is recorded, and nothing else."""
    has_it = app.audience.admits(session.membership)
    if has_it and not app.down:
        now = services.now()
        services.store.write(lambda tx: tx.launches.add(app.id, session.person.id, now))
    return has_it


def _address(app: App, request: Request, services: Services) -> str:
    """Where a tile leads (OpenID Connect Core 1.0, section 4). Who it is, only the sign-in tells."""
    issuer = issuer_of(request, services)
    client = services.sign_on.client(app.oidc.client_id, issuer) if app.oidc else None
    if client is None:
        return app.link
    begins = client.initiate_login_uri()
    if not begins:
        return client.start_page()
    query = {"iss": issuer} | ({"target_link_uri": client.start_page()} if app.link else {})
    return f"{begins}{'&' if '?' in begins else '?'}{urlencode(query)}"
