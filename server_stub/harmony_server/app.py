"""The server as one ASGI application. Everything it uses is given to `create_app`; nothing is global."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI

from harmony.apps import Catalogue
from harmony_server.accounts.badge_second_steps import BadgeSecondSteps
from harmony_server.accounts.factors import Factors
from harmony_server.accounts.hashing import Hashing
from harmony_server.accounts.invitations import Invitations
from harmony_server.accounts.second_steps import SecondSteps
from harmony_server.accounts.sign_in import Authentication
from harmony_server.api import exception_handlers, openapi
from harmony_server.api.dependencies import Services
from harmony_server.api.middleware import DefaultHeaders, HeadAsGet, OneHost
from harmony_server.api.readiness import Readiness
from harmony_server.api.routes import (
    account,
    admin,
    badge_second_step,
    claims,
    factors,
    invitations,
    launch,
    my_apps,
    oidc,
    oidc_tokens,
    own_sessions,
    password_resets,
    password_words,
    portal,
    recovery_address,
    second_step,
    session,
    staff,
    staff_me,
)
from harmony_server.api.static_site import Site
from harmony_server.badges.keys import KeyRing, Rng
from harmony_server.settings.config import Config
from harmony_server.sso.keys import OidcKeys
from harmony_server.sso.provider import Provider
from harmony_server.store import Store

VERSION = "1"


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Look now and then, as long as the process runs, for apps that are to be told of a session's end."""
    services: Services = app.state.services
    looking = asyncio.create_task(services.sign_on.back_channel.look_now_and_then())
    try:
        yield
    finally:
        looking.cancel()


def create_app(  # noqa: PLR0913  nothing is global, so all of it is given
    config: Config,
    store: Store,
    keys: Callable[[], KeyRing],
    now: Callable[[], float],
    *,
    apps: Callable[[], Catalogue],
    oidc_keys: Callable[[], OidcKeys],
    site: Path | None = None,
    rng: Rng = secrets.token_bytes,
    hashing: Hashing | None = None,
) -> FastAPI:
    """Put the application together.

    `keys`, `apps` and `oidc_keys` are asked at every use, because each may change while the server runs;
    `now` is the time in seconds since 1970. With `site`, the built site is served too. Without `hashing`,
    passwords are hashed in this process. Raises SiteError.
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
        lifespan=_lifespan,
    )
    authentication = Authentication(config, store, keys, now, rng, hashing)
    pages = None if site is None else Site(site)
    app.state.services = Services(
        config=config,
        store=store,
        keys=keys,
        apps=apps,
        now=now,
        rng=rng,
        authentication=authentication,
        badge_second_steps=BadgeSecondSteps(config, store, keys().pepper, now, authentication),
        second_steps=SecondSteps(store, keys, now, rng),
        factors=Factors(store, keys, now, rng),
        invitations=Invitations(config, store, keys, now, rng, authentication.verifier),
        is_writable=Readiness(store.prove_writable),
        site=site,
        sign_on=Provider(config, store, oidc_keys, apps, now, rng),
        pages=pages,
    )
    for room in (  # looked through in this order: what is asked most often comes first
        session,
        badge_second_step,
        oidc_tokens,
        oidc,
        launch,
        my_apps,
        account,
        claims,
        password_resets,
        password_words,
        recovery_address,
        portal,
    ):
        app.include_router(room.router)
    for room in (staff_me, second_step, factors, invitations, own_sessions):
        app.include_router(room.router)
    for router in (*staff.ROUTERS, *admin.ROUTERS):
        app.include_router(router)
    if pages is not None:
        app.router.default = pages
    exception_handlers.add_handlers(app)
    openapi.complete(app)
    if config.portal_url.startswith("https://") and not config.any_host:
        app.add_middleware(OneHost, portal_url=config.portal_url)
    app.add_middleware(HeadAsGet)
    app.add_middleware(DefaultHeaders)
    return app
