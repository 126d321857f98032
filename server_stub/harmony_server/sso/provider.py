"""The provider as the routes ask for it: every request of an app ends here, and none knows HTTP."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from harmony.apps import App, Catalogue
from harmony_server.accounts.sessions import CurrentSession
from harmony_server.badges.keys import Rng
from harmony_server.settings.config import Config
from harmony_server.sso import (
    authorization,
    client_proofs,
    discovery,
    logout,
    pending,
    pushed,
    requests,
    token_endpoint,
)
from harmony_server.sso import token_uses as uses
from harmony_server.sso.authorization import SignInNeeded
from harmony_server.sso.back_channel import BackChannel
from harmony_server.sso.client_keys import ClientKeys
from harmony_server.sso.clients import Client, one
from harmony_server.sso.errors import AuthorizationRefused, Untrusted
from harmony_server.sso.id_tokens import Minting
from harmony_server.sso.keys import OidcKeys
from harmony_server.sso.loops import Loops
from harmony_server.store import Store

log = logging.getLogger("harmony")

FORGET_EVERY_S = 10 * 60
KEEP_S = 2 * 24 * 3600
"""How long what is over is kept: a code that comes again ends what came of it. Sessions are over by then."""


@dataclass(frozen=True)
class Goes:
    """Where a browser goes."""

    address: str


@dataclass(frozen=True)
class Waits:
    """Somebody has to sign in first; the request is found again by this id."""

    request_id: str
    app: App


class Looping(Exception):
    """An app sends somebody back again and again."""

    def __init__(self, app: App) -> None:
        super().__init__(app.id)
        self.app = app


class Provider:
    """OpenID Connect for the apps of one district."""

    def __init__(
        self,
        config: Config,
        store: Store,
        keys: Callable[[], OidcKeys],
        apps: Callable[[], Catalogue],
        now: Callable[[], float],
        rng: Rng,
    ) -> None:
        self._config = config
        self._store = store
        self._keys = keys
        self._apps = apps
        self._now = now
        self._rng = rng
        self._client_keys = ClientKeys()
        self._loops = Loops()
        self._forgot_at = now()
        self.back_channel = BackChannel(store, apps, lambda: self._minting(config.portal_url), rng, now)

    def client(self, client_id: str, issuer: str) -> Client | None:
        """An app by what it calls itself."""
        app = self._apps().client(client_id)
        return Client(app, app.oidc, issuer, self._config.data) if app and app.oidc else None

    def jwks(self) -> dict[str, Any]:
        """The published keys."""
        return self._keys().jwks(self._now())

    def authorize(
        self,
        parameters: Mapping[str, str],
        session: CurrentSession | None,
        issuer: str,
        *,
        repeated: bool,
        has_cookies: bool,
    ) -> Goes | Waits:
        """Answer a browser that an app sent; blocks while the store works.

        Without `has_cookies` nobody knows who it is, as with another site's form. Raises Untrusted, Looping.
        """
        if pending.is_pushed(one(parameters, "request_uri")):
            return self._pushed(parameters, session, issuer, has_cookies=has_cookies)
        try:
            request = requests.read(parameters, self._trusted(parameters, issuer), repeated=repeated)
            if session is not None and "none" not in request.prompt:
                self._stop_a_loop(request.client, session)
            if has_cookies:
                return Goes(authorization.answer(self._deciding(issuer), request, session))
        except AuthorizationRefused as refused:
            return Goes(authorization.refusal_address(refused, issuer))
        except SignInNeeded:
            pass
        return self._keep(parameters, request.client)

    def go_on(
        self, request_id: str | None, session: CurrentSession | None, issuer: str, *, wanted: bool
    ) -> Goes | Waits:
        """Answer a request that waited, once; not `wanted` by who would rather not. Raises Untrusted."""
        with self._store.read() as tx:
            kept = pending.find(tx, request_id, (pending.AUTHORIZE, pending.LAUNCH), self._now())
        if kept.kind == pending.LAUNCH:
            return Goes(f"/launch/{kept.client_id}" if wanted else "/")
        request = self._read_again(pending.parameters_of(kept), issuer)
        if isinstance(request, Goes):
            return request
        try:
            if not wanted:
                raise request.refused("access_denied", "Somebody would rather not.")
            goes = Goes(
                authorization.answer(self._deciding(issuer), request, session, asked_at=kept.created_at)
            )
        except AuthorizationRefused as refused:
            goes = Goes(authorization.refusal_address(refused, issuer))
        except SignInNeeded:
            return Waits(str(request_id), request.client.app)
        if not self._store.write(lambda tx: tx.pending.take(kept.id_hash)):
            raise Untrusted("This request was answered before.")
        return goes

    def who_waits(self, request_id: str) -> App:
        """The app that wants to know who somebody is; raises Untrusted."""
        with self._store.read() as tx:
            kept = pending.find(tx, request_id, (pending.AUTHORIZE, pending.LAUNCH), self._now())
        catalogue = self._apps()
        app = (
            catalogue.app(kept.client_id) if kept.kind == pending.LAUNCH else catalogue.client(kept.client_id)
        )
        if app is None:
            raise Untrusted("This app is gone.")
        return app

    def keep_launch(self, app: App) -> str:
        """Keep in mind which tile was tapped while somebody signs in; gives the id."""
        return pending.keep(self._store, pending.LAUNCH, app.id, {}, now=self._now(), rng=self._rng)

    def push(self, client: Client, parameters: Mapping[str, str], *, repeated: bool) -> dict[str, Any]:
        """Take a request from an app's own server; blocks. Raises OAuthError."""
        return pushed.push(self._store, client, parameters, repeated=repeated, now=self._now(), rng=self._rng)

    def prove(self, header: str | None, parameters: Mapping[str, str], issuer: str, path: str) -> Client:
        """The app that a request to one of its own endpoints comes from; blocks. Raises OAuthError."""
        return client_proofs.prove(
            partial(self.client, issuer=issuer),
            header,
            parameters,
            audiences=[issuer, issuer + discovery.TOKEN, issuer + path],
            now=self._now(),
            keys_of=self._client_keys,
            use_once=lambda digest, until: self._store.write(
                lambda tx: tx.sign_ons.use_assertion(digest, until)
            ),
        )

    def exchange(self, client: Client, parameters: Mapping[str, str], issuer: str) -> dict[str, Any]:
        """Turn a code or refresh token into tokens; blocks while the store works. Raises OAuthError."""
        self._forget()
        making = token_endpoint.Exchange(self._store, self._minting(issuer), self._rng)
        return token_endpoint.exchange(making, client, parameters)

    def user_information(self, token: str | None, issuer: str) -> dict[str, Any]:
        """What the app with this access token is told; blocks. Raises InvalidToken."""
        return uses.user_information(
            self._store, self._minting(issuer), token, partial(self.client, issuer=issuer)
        )

    def introspection(self, client: Client, token: str | None, issuer: str) -> dict[str, Any]:
        """What an app may know of a token; blocks."""
        return uses.introspection(self._store, self._minting(issuer), client, token)

    def revoke(self, client: Client, token: str | None) -> None:
        """Take a token back; blocks."""
        now = self._now()
        self._store.write(lambda tx: uses.revoke(tx, client, token, now))

    def logout(
        self, parameters: Mapping[str, str], session: CurrentSession | None, issuer: str
    ) -> logout.Logout:
        """What is to be done about an app's wish that somebody be signed out."""
        find = partial(self.client, issuer=issuer)
        return logout.read(parameters, session, keys=self._keys(), issuer=issuer, find=find)

    def _pushed(
        self, parameters: Mapping[str, str], session: CurrentSession | None, issuer: str, *, has_cookies: bool
    ) -> Goes | Waits:
        """A request that the app's server pushed: good once, and for that app alone (RFC 9126, section 4)."""
        request_id = parameters["request_uri"].removeprefix(pending.PUSHED_URN)
        with self._store.read() as tx:
            kept = pending.find(tx, request_id, (pending.PUSHED,), self._now())
        if kept.client_id != parameters.get("client_id"):
            raise Untrusted("This request is another app's.")
        if not self._store.write(lambda tx: tx.pending.take(kept.id_hash)):
            raise Untrusted("This request was used before.")
        return self.authorize(
            pending.parameters_of(kept) | {"client_id": kept.client_id},
            session,
            issuer,
            repeated=False,
            has_cookies=has_cookies,
        )

    def _stop_a_loop(self, client: Client, session: CurrentSession) -> None:
        if self._loops.is_one(session.record.token_hash, client.id, self._now()):
            log.warning("The app %s sends people back again and again: they were stopped.", client.id)
            raise Looping(client.app)

    def _trusted(self, parameters: Mapping[str, str], issuer: str) -> Client:
        client = self.client(parameters.get("client_id", ""), issuer)
        if client is None:
            raise Untrusted("There is no such client_id in apps.toml.")
        return client

    def _read_again(self, parameters: Mapping[str, str], issuer: str) -> requests.AuthorizationRequest | Goes:
        """What waited was in order when it came; the catalogue may have changed since."""
        try:
            return requests.read(parameters, self._trusted(parameters, issuer))
        except AuthorizationRefused as refused:
            return Goes(authorization.refusal_address(refused, issuer))

    def _keep(self, parameters: Mapping[str, str], client: Client) -> Waits:
        request_id = pending.keep(
            self._store, pending.AUTHORIZE, client.id, parameters, now=self._now(), rng=self._rng
        )
        return Waits(request_id, client.app)

    def _deciding(self, issuer: str) -> authorization.Deciding:
        return authorization.Deciding(self._keys(), issuer, self._now(), self._rng)

    def _minting(self, issuer: str) -> Minting:
        return Minting(self._keys(), issuer, self._now())

    def _forget(self) -> None:
        """Now and then, drop what is long over."""
        now = self._now()
        if abs(now - self._forgot_at) >= FORGET_EVERY_S:
            self._forgot_at = now
            self._store.write(lambda tx: tx.sign_ons.forget_before(now - KEEP_S))
