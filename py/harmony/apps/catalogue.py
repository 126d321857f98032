"""Apps and the rule of who sees one. Nobody is let in by saying nothing: an empty rule means nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from harmony.apps.oidc import OidcClient
from harmony.model import Audience, Membership

BACKGROUNDS = ("sky", "marigold", "paper", "coral", "teal")
CATEGORIES = ("read", "numbers", "make", "class", "more")


@dataclass(frozen=True)
class App:
    """A tile on the dashboard."""

    id: str
    names: Mapping[str, str]
    """What the tile is called, in the first of the portal's languages and in those where it differs."""
    icon: str
    """File name of its drawing in the icons folder, or empty."""
    background: str
    """One of `BACKGROUNDS`."""
    category: str
    """One of `CATEGORIES`."""
    link: str
    """An https address, an http address of this machine, or a path on this site; empty where an app that
    signs in has no start page to be named."""
    audience: Audience
    oidc: OidcClient | None = None
    """How it signs people in; None for a plain link."""
    down: Mapping[str, str] | None = None
    """Why it does not open just now, in the same languages; None while it does."""

    @property
    def way(self) -> str:
        """Where its tile leads: through the portal's launch where it signs in, or does not open."""
        return f"/launch/{self.id}" if self.oidc or self.down else self.link


@dataclass(frozen=True)
class StartHere:
    """An app that a teacher, or the school, wants opened first."""

    app: str
    """The app's id."""
    sender: Mapping[str, str]
    """Whom it is from, in the same languages: "Ms. Rivera"."""
    audience: Audience


@dataclass(frozen=True)
class Catalogue:
    """The apps of a district, in the order they are shown, and what is pinned above them."""

    apps: tuple[App, ...]
    start_here: tuple[StartHere, ...] = ()

    def visible_to(self, membership: Membership) -> tuple[App, ...]:
        """The apps that somebody who belongs where `membership` says sees, in order."""
        return tuple(app for app in self.apps if app.audience.admits(membership))

    def app(self, app_id: str) -> App | None:
        """The app with this id."""
        return next((app for app in self.apps if app.id == app_id), None)

    def client(self, client_id: str) -> App | None:
        """The app that calls itself this towards the portal."""
        return next((app for app in self.apps if app.oidc and app.oidc.client_id == client_id), None)

    def pinned_for(self, membership: Membership) -> StartHere | None:
        """The first pin that is for somebody who belongs where `membership` says, and whose app they see."""
        seen = {app.id for app in self.visible_to(membership)}
        pins = (pin for pin in self.start_here if pin.app in seen and pin.audience.admits(membership))
        return next(pins, None)
