"""Running the server: a data folder, the clock and the site put together, behind uvicorn."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import repeat
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from harmony import apps
from harmony_server.app import create_app
from harmony_server.badges.keys import FOLDER, KeyRing
from harmony_server.settings.config import Config, load
from harmony_server.settings.reloading import Reloading
from harmony_server.store import Store, open_store

DAY_S = 24 * 3600


def build(data: Path, site: Path | None = None, now: Callable[[], float] = time.time) -> FastAPI:
    """The application of a data folder.

    Raises ConfigError, KeyRingError, AppsError, SiteError or StoreUnavailable: whatever an operator has to
    mend before the door can open.
    """
    config = load(data)
    keys = Reloading(data / FOLDER / "ring.toml", lambda: KeyRing.load(data, now()))
    catalogue = Reloading(config.apps, lambda: apps.load(config.apps.read_text(encoding="utf-8")))
    store = open_store(config)
    _forget_old_events(store, config, now())
    return create_app(config, store, keys, now, apps=catalogue, site=site)


def serve(data: Path, *, host: str, port: int, site: Path | None = None) -> None:
    """Serve a data folder until stopped; raises as `build` does."""
    app = build(data, site)
    config: Config = app.state.services.config
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        # A request's line can carry what somebody pasted into the address bar.
        access_log=False,
        server_header=False,
        forwarded_allow_ips=list(config.trusted_proxies),
        timeout_graceful_shutdown=10,
    )


def _forget_old_events(store: Store, config: Config, now: float) -> None:
    oldest = now - config.keep_audit_days * DAY_S
    steps = repeat(lambda tx: tx.audit.forget_before(oldest))
    any(not some for some in store.write_in_steps(steps))  # until there is none
