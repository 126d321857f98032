"""An app as a client of the portal: its addresses whole, its secret read where it is asked for."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from harmony.apps import App, OidcClient

SECRET_LETTERS = string.ascii_letters + string.digits
"""Nothing else, so that the two spellings of HTTP Basic (RFC 6749, section 2.3.1) are one."""
SECRET_LENGTH = 43
"""Characters: 256 bits."""
SEALED = "sha256:"


@dataclass(frozen=True)
class Client:
    """One app."""

    app: App
    oidc: OidcClient
    issuer: str
    data: Path

    @property
    def id(self) -> str:
        """The client_id."""
        return self.oidc.client_id

    @property
    def redirect_uris(self) -> tuple[str, ...]:
        """Where a browser may be sent back to, written out."""
        return tuple(self._whole(self.oidc.redirect_uris))

    @property
    def post_logout_redirect_uris(self) -> tuple[str, ...]:
        """Where a browser may be sent after signing out."""
        return tuple(self._whole(self.oidc.post_logout_redirect_uris))

    @property
    def origins(self) -> set[str]:
        """The origins of the app's pages."""
        return {"/".join(each.split("/")[:3]) for each in self.redirect_uris}

    def start_page(self) -> str:
        """The app's first page: its link, or else the site that it comes back to."""
        return next(iter(self._whole([self.app.link]))) if self.app.link else f"{min(self.origins)}/"

    def initiate_login_uri(self) -> str:
        """Where signing in begins from a tile; empty where the app has no such address."""
        return next(iter(self._whole(filter(None, [self.oidc.initiate_login_uri]))), "")

    def knows_secret(self, secret: str) -> bool:
        """Whether this is the app's secret; false where it has none, or its file cannot be read."""
        if not self.oidc.client_secret_file:
            return False
        try:
            kept = (self.data / self.oidc.client_secret_file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return False
        return bool(kept) and hmac.compare_digest(_sealed(kept), seal(secret))

    def _whole(self, addresses: Iterable[str]) -> Iterable[str]:
        """A path of this site stands for the address that the site has."""
        return (f"{self.issuer}{each}" if each.startswith("/") else each for each in addresses)


def seal(secret: str) -> str:
    """What is kept of a secret: it is random and long, so a plain hash cannot be guessed back."""
    return SEALED + hashlib.sha256(secret.encode()).hexdigest()


def _sealed(kept: str) -> str:
    """What the file holds, sealed: a secret that somebody put there as it is serves too."""
    return kept if kept.startswith(SEALED) else seal(kept)


def new_secret() -> str:
    """A secret for an app, to be shown once."""
    return "".join(secrets.choice(SECRET_LETTERS) for _ in range(SECRET_LENGTH))


def one(parameters: Mapping[str, str], name: str) -> str | None:
    """A parameter; one without a value counts as left out (RFC 6749, section 3.1)."""
    return parameters.get(name) or None
