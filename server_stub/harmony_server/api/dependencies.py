"""What the routes work with, given to `create_app` and found through the request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from harmony.apps import Catalogue
from harmony_server.accounts.sign_in import Authentication
from harmony_server.badges.keys import KeyRing
from harmony_server.settings.config import Config
from harmony_server.store import Store


@dataclass(frozen=True)
class Services:
    """Everything a route may use."""

    config: Config
    store: Store
    keys: Callable[[], KeyRing]
    apps: Callable[[], Catalogue]
    now: Callable[[], float]
    authentication: Authentication
    site: Path | None


async def services_of(request: Request) -> Services:
    """The services of the app that answers this request."""
    services: Services = request.app.state.services
    return services


Given = Annotated[Services, Depends(services_of)]
