"""Apps that ask for it are told when a session is over (OpenID Connect Back-Channel Logout 1.0).

However it ended: signed out here or in an app, replaced, its badge voided. What is to be told stands in the
database, and whoever takes it from there tells it: of several processes one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine

from harmony.apps import Catalogue, OidcClient
from harmony.badge.token import encode_base64url
from harmony_server.badges.keys import Rng
from harmony_server.sso.id_tokens import Minting
from harmony_server.sso.outgoing import NotAnswered, Outgoing
from harmony_server.store import SignOnRecord, Store, StoreUnavailable

TRIES_AFTER_S = (0.0, 2.0, 15.0)
LOOK_EVERY_S = 30
JTI_BYTES = 16

log = logging.getLogger("harmony")


class BackChannel:
    """Tells apps of sessions that are over."""

    def __init__(
        self,
        store: Store,
        apps: Callable[[], Catalogue],
        minting: Callable[[], Minting],
        rng: Rng,
        now: Callable[[], float],
    ) -> None:
        self._store = store
        self._apps = apps
        self._minting = minting
        self._rng = rng
        self._now = now
        self._outgoing = Outgoing()
        self._telling: set[asyncio.Task[None]] = set()

    def soon(self) -> None:
        """A session has just ended: tell whoever is to be told, while this request goes on."""
        if self._clients():
            self._in_background(self._try_to_tell())

    async def look_now_and_then(self) -> None:
        """Tell of sessions that ended otherwise, as long as the process runs."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            if self._clients():
                await self._try_to_tell()

    async def _try_to_tell(self) -> None:
        try:
            await self.tell()
        except StoreUnavailable:
            log.warning("Apps could not be told that a session is over: it is tried again.")

    async def tell(self) -> None:
        """Tell all that is untold now."""
        clients = self._clients()
        over = await self._store.run(
            self._store.write, lambda tx: tx.sign_ons.take_untold(list(clients), self._now())
        )
        each = {(one.client_id, one.session_hash): one for one in over}
        for sign_on in each.values():
            self._in_background(self._tell_one(clients[sign_on.client_id], sign_on))

    def _clients(self) -> dict[str, OidcClient]:
        listed = [app.oidc for app in self._apps().apps if app.oidc]
        return {client.client_id: client for client in listed if client.backchannel_logout_uri}

    async def _tell_one(self, client: OidcClient, sign_on: SignOnRecord) -> None:
        jti = encode_base64url(self._rng(JTI_BYTES))
        for after in TRIES_AFTER_S:
            await asyncio.sleep(after)
            token = self._minting().logout_token(client, sign_on, jti)
            try:
                status = await self._outgoing.post_form(
                    client.backchannel_logout_uri, {"logout_token": token}
                )
            except NotAnswered:
                continue
            if status < 500:
                return
        log.warning("The app %s could not be told that a session is over.", client.client_id)

    def _in_background(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)
