"""The server as one ASGI application. Everything it uses is given to `create_app`; nothing is global."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI

from harmony.apps import Catalogue
from harmony_server.accounts.sign_in import Authentication
from harmony_server.api import exception_handlers, openapi
from harmony_server.api.dependencies import Services
from harmony_server.api.middleware import DefaultHeaders, HeadAsGet, OneHost
from harmony_server.api.readiness import Readiness
from harmony_server.api.routes import own_sessions, portal, session
from harmony_server.api.static_site import Site
from harmony_server.badges.keys import KeyRing, Rng
from harmony_server.settings.config import Config
from harmony_server.store import Store

VERSION = "1"


def create_app(
    config: Config,
    store: Store,
    keys: Callable[[], KeyRing],
    now: Callable[[], float],
    *,
    apps: Callable[[], Catalogue],
    site: Path | None = None,
    rng: Rng = secrets.token_bytes,
) -> FastAPI:
    """Put the application together.

    `keys` and `apps` are asked at every use, because both may change while the server runs; `now` is the
    time in seconds since 1970. With `site`, the built site is served too. Raises SiteError.
    """
    app = FastAPI(
        title="Harmony Portal",
        version=VERSION,
        description="Sign in with a printed badge or a password, and get a dashboard of learning apps.",
        openapi_url="/api/v1/openapi.json",
        # The framework's documentation pages load their scripts from another origin.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    authentication = Authentication(config, store, keys, now, rng)
    is_writable = Readiness(store.prove_writable)
    app.state.services = Services(config, store, keys, apps, now, authentication, is_writable, site)
    for room in (session, portal, own_sessions):
        app.include_router(room.router)
    if site is not None:
        app.router.default = Site(site)
    exception_handlers.add_handlers(app)
    openapi.complete(app)
    if config.portal_url.startswith("https://") and not config.any_host:
        app.add_middleware(OneHost, portal_url=config.portal_url)
    app.add_middleware(HeadAsGet)
    app.add_middleware(DefaultHeaders)
    return app
