"""What an administrator does with apps. Each is on record: what was done to which app, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from tomlkit import TOMLDocument

from harmony.apps import App, load
from harmony_server.catalogue import entries, icons
from harmony_server.catalogue.entries import NewApp, NoSuchApp
from harmony_server.catalogue.file import CatalogueFile
from harmony_server.printing import write_private
from harmony_server.settings.config import Config
from harmony_server.sso.clients import new_secret, seal
from harmony_server.store import Store
from harmony_words import LANGUAGES


class NoSecret(Exception):
    """The app proves itself in another way, or signs nobody in."""


@dataclass(frozen=True)
class Desk:
    """The catalogue of a district, and who is at it."""

    config: Config
    store: Store
    now: Callable[[], float]
    by: str | None = None
    """A person's id; None for the operator of the machine."""

    @property
    def file(self) -> CatalogueFile:
        """The file that is changed."""
        return CatalogueFile(self.config.apps)

    def add(self, new: NewApp, version: str | None = None, *, icon: bytes | None = None) -> str | None:
        """Put an app into the catalogue; gives its secret, which nothing can do again. Raises as `change`."""
        picture = icons.read(icon) if icon is not None else None
        named = replace(new, icon=picture.name(new.id)) if picture else new
        self.file.change(partial(entries.add, new=named), version)
        if picture:
            icons.keep(picture, named.icon, self.config.icons)
        secret = self._write_secret(new.secret_file) if new.secret_file else None
        self._record("app_added", new.id)
        return secret

    def change(
        self,
        app_id: str,
        changes: Mapping[str, Any],
        *,
        who: Mapping[str, Any] | None = None,
        version: str | None = None,
    ) -> None:
        """Set keys of an app, and who sees it where that is given.

        Raises NoSuchApp, ChangedMeanwhile, and AppsError with everything to be mended.
        """

        def edit(document: TOMLDocument) -> None:
            entries.change(document, app_id, changes)
            if who is not None:
                entries.replace_rule(document, app_id, who)

        self.file.change(edit, version)
        self._record("app_changed", app_id)

    def set_icon(self, app_id: str, data: bytes) -> None:
        """Give an app a picture, made anew of what draws. Raises as `change` does."""
        self._app(app_id)
        icon = icons.read(data)
        name = icon.name(app_id)
        self.file.change(partial(entries.change, app_id=app_id, changes={"icon": name}))
        icons.keep(icon, name, self.config.icons)
        self._record("app_changed", app_id)

    def remove(self, app_id: str, version: str | None = None) -> None:
        """Take an app out; its secret stays for whoever undoes it. Raises as `change` does."""
        self.file.change(partial(entries.remove, app_id=app_id), version)
        self._record("app_removed", app_id)

    def undo(self) -> None:
        """Take the last change back; raises NothingToUndo."""
        self.file.undo()
        self._record("app_undone", "apps.toml")

    def rotate_secret(self, app_id: str) -> tuple[App, str]:
        """Give an app a new secret; the old one is good for nothing now. Raises NoSuchApp, NoSecret."""
        app = self._app(app_id)
        if app.oidc is None or not app.oidc.client_secret_file:
            raise NoSecret
        secret = self._write_secret(app.oidc.client_secret_file)
        self._record("app_secret", app_id)
        return app, secret

    def _app(self, app_id: str) -> App:
        app = load(self.file.text(), LANGUAGES).app(app_id)
        if app is None:
            raise NoSuchApp
        return app

    def _write_secret(self, file: str) -> str:
        """Keep a new secret sealed; gives it as it is."""
        secret = new_secret()
        path = self.config.data / file
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(path, f"{seal(secret)}\n".encode())
        return secret

    def _record(self, event: str, app_id: str) -> None:
        at = self.now()
        self.store.write(lambda tx: tx.audit.add(event, "ok", now=at, by=self.by, note=app_id))
