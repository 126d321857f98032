"""A real Harmony server on loopback, over a demo district of its own, with the bench's pages beside it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import numpy as np
import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from harmony.badge.token import BadgeToken
from harmony.model import Person, Role
from harmony_server import demo, serving
from harmony_server.badges import lifecycle
from harmony_server.badges.keys import KeyRing
from harmony_server.settings import config
from harmony_server.store import open_store
from tests.running import free_port

READY_WITHIN_S = 30
BENCH_PATH = "/bench/"
SEED = 20261129
"""Of the key and the badges: whoever runs the bench holds up the same codes."""


class Portal:
    """The server, while the `with` lasts: the real application by the real uvicorn, in a thread.

    What lies under /bench/ is answered by the bench; everything else by Harmony as in use.
    """

    def __init__(
        self, folder: Path, site: Path, wrap: Callable[[ASGIApp], ASGIApp] = lambda app: app
    ) -> None:
        self.data = folder / "data"
        self.opened = 0
        """Sessions that the server has opened, as it said itself."""
        demo.ensure(self.data)
        self._rng = np.random.default_rng(SEED)
        KeyRing.rotate(self.data, time.time(), self._rng.bytes)
        self._harmony = serving.build(self.data, site)
        self.bench: Starlette | None = None
        """What answers under /bench/."""
        port = free_port()
        self.address = f"http://localhost:{port}"
        self._server = uvicorn.Server(
            uvicorn.Config(
                wrap(self._answer),
                host="127.0.0.1",
                port=port,
                interface="asgi3",
                log_level="warning",
                access_log=False,
            )
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> Portal:
        self._thread.start()
        deadline = time.monotonic() + READY_WITHIN_S
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > deadline:
                raise SystemExit("The server of the bench did not start.")
            time.sleep(0.02)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.should_exit = True
        self._thread.join()

    def holders(self, count: int) -> dict[str, BadgeToken]:
        """New badges of so many students by their given names, no two of whom are called the same."""
        now = time.time()
        settings, keys = config.load(self.data), KeyRing.load(self.data, now)
        store = open_store(settings)
        try:
            with store.begin() as tx:
                students = [known.person for known in tx.people.all() if known.can_sign_in]
                chosen = _unlike(person for person in students if person.role is Role.STUDENT)[:count]
                return {
                    person.given_name: lifecycle.reissue(
                        tx, person.id, keys, now, self._rng.bytes, district=settings.code
                    )
                    for person in chosen
                }
        finally:
            store.close()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self.bench and scope["path"].startswith(BENCH_PATH):
            await self.bench(scope, receive, send)
            return

        async def count(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 201:
                self.opened += scope["path"] == "/api/v1/session"
            await send(message)

        await self._harmony(scope, receive, count)


def _unlike(people: object) -> list[Person]:
    by_name: dict[str, list[Person]] = {}
    for person in people:  # type: ignore[attr-defined]
        by_name.setdefault(person.given_name, []).append(person)
    return [same[0] for same in by_name.values() if len(same) == 1]
