"""Running the server: a data folder, the clock and the site put together, behind uvicorn.

connections   how long a connection lasts, and how many there are
descriptors   how many there is room for
logs          what is written of it
"""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from harmony import apps
from harmony_server.accounts.hashing import HashingAside
from harmony_server.app import create_app
from harmony_server.badges.keys import FOLDER, KeyRing
from harmony_server.mail.worker import MailWorker
from harmony_server.serving import logs, memory
from harmony_server.serving.connections import IDLE_S, BoundedProtocol, Connections
from harmony_server.serving.descriptors import max_connections
from harmony_server.serving.retention import Retention, forget_old
from harmony_server.settings.config import Config, load
from harmony_server.settings.reloading import Reloading
from harmony_server.sso.keys import FOLDER as OIDC_FOLDER
from harmony_server.sso.keys import RING, OidcKeys
from harmony_server.store import open_store
from harmony_words import LANGUAGES

HEALTHCHECK_S = 30
"""How long a worker may take to say that it is alive, on the slowest machine."""


def build(
    data: Path, site: Path | None = None, now: Callable[[], float] = time.time, *, workers: int = 1
) -> FastAPI:
    """The application of a data folder, one of so many processes on this machine.

    Raises ConfigError, KeyRingError, AppsError, SiteError or StoreUnavailable: whatever an operator has to
    mend before the door can open.
    """
    config = replace(load(data), workers=workers)
    keys = Reloading(data / FOLDER / "ring.toml", lambda: KeyRing.load(data, now()))
    catalogue = Reloading(config.apps, lambda: apps.load(config.apps.read_text(encoding="utf-8"), LANGUAGES))
    store = open_store(config)
    forget_old(store, config, now())
    OidcKeys.ensure(data, now(), secrets.token_bytes)
    oidc_keys = Reloading(data / OIDC_FOLDER / RING, lambda: OidcKeys.load(data))
    app = create_app(
        config, store, keys, now, apps=catalogue, oidc_keys=oidc_keys, site=site, hashing=HashingAside()
    )
    retention = Retention(store, config, now)
    app.router.lifespan_context = partial(_forgetting, retention, app.router.lifespan_context)
    if config.mail is not None:
        pepper = keys().pepper
        worker = MailWorker(config, config.mail, store, now, pepper=pepper, rng=secrets.token_bytes)
        app.state.services = replace(app.state.services, wake_mail=worker.wake)
        app.router.lifespan_context = partial(_sending_mail, worker, app.router.lifespan_context)
    return app


def serve(data: Path, *, host: str, port: int, site: Path | None = None, workers: int = 1) -> None:
    """Serve a data folder until stopped, by so many processes; raises as `build` does."""
    logs.to_standard_error()
    app = build(data, site, workers=workers)
    settings: Config = app.state.services.config
    most = max_connections()
    proxies = list(settings.trusted_proxies)
    options: dict[str, Any] = {
        "host": host,
        "port": port,
        "http": partial(BoundedProtocol, Connections(most, proxies)),
        "backlog": min(2048, most),
        "timeout_keep_alive": IDLE_S,
        "log_config": None,
        # A request's line can carry what somebody pasted into the address bar.
        "access_log": False,
        "server_header": False,
        "forwarded_allow_ips": proxies,
        "timeout_graceful_shutdown": 10,
    }
    if workers == 1:
        memory.settle()
        uvicorn.run(app, **options)
    else:
        app.state.services.store.close()
        _run_several(partial(_in_a_worker, data, site, workers), workers, options)


def _run_several(app: Callable[[], FastAPI], workers: int, options: dict[str, Any]) -> None:
    """Run processes on one socket; one that dies, or hangs, is replaced."""
    config = uvicorn.Config(
        app, factory=True, workers=workers, timeout_worker_healthcheck=HEALTHCHECK_S, **options
    )
    supervisor = Multiprocess(config, sockets=[config.bind_socket()])
    supervisor.run()
    if any(each.exitcode == STARTUP_FAILURE for each in supervisor.processes):
        raise SystemExit(STARTUP_FAILURE)


def _in_a_worker(data: Path, site: Path | None, workers: int) -> FastAPI:
    logs.to_standard_error()
    app = build(data, site, workers=workers)
    memory.settle()
    return app


@asynccontextmanager
async def _forgetting(
    retention: Retention, serving: Callable[[FastAPI], AbstractAsyncContextManager[Any]], app: FastAPI
) -> AsyncIterator[None]:
    """Forget what is too old every day, as long as the application serves."""
    async with serving(app):
        retention.start()
        yield
        retention.stop()


@asynccontextmanager
async def _sending_mail(
    worker: MailWorker, serving: Callable[[FastAPI], AbstractAsyncContextManager[Any]], app: FastAPI
) -> AsyncIterator[None]:
    """Send mail as long as the application serves."""
    async with serving(app):
        worker.start()
        yield
        worker.stop()
