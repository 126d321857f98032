"""One app: who sees it, what it is told, how it signs in, how much it is used; a change has a way back."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from harmony_console.admin import app_data
from harmony_console.page import Refused
from harmony_console.view import Event, Handler, Place

if TYPE_CHECKING:
    from harmony_console import api_types as api


class OneApp:
    """An app's own page."""

    name: ClassVar[str] = "app"

    def __init__(self, place: Place) -> None:
        self._at = place
        self._begin("")

    def _begin(self, app_id: str) -> None:
        self._id = app_id
        self._detail: api.AppDetail | None = None
        self._secret: api.ForTheMaker | None = None
        self._asking = ""
        self._note = ""

    async def show(self, query: Mapping[str, str]) -> None:
        """Draw the whole of it."""
        self._at.page.draw("", "console-waiting", {})
        self._begin(query.get("id", ""))
        await self._again()

    def leave(self) -> None:
        """A secret that was shown is not kept."""
        self._begin("")

    async def _again(self, note: str = "") -> None:
        self._detail = await self._at.client.admin_app(self._id)
        self._asking, self._note = "", note
        self._draw()
        if note:
            self._at.page.say(note)

    def _draw(self) -> None:
        if self._detail:
            data = app_data.page(self._detail, self._at.words)
            asks = {f"asks_{each}": self._asking == each for each in ("removal", "secret")}
            secret = [dict(self._secret)] if self._secret else []
            self._at.page.draw("", "app", {**data, **asks, "note": self._note, "made": secret})

    async def on_names(self, event: Event) -> None:
        """Another name, or start page."""
        known = self._known["app"]["names"]
        changes: api.AppChanges = {"name": app_data.texts(event, "name", known)}
        if link := str(event.get("link", "")).strip():
            changes["link"] = link
        await self._change(changes)

    async def on_icon(self, _: Event) -> None:
        """Another picture was chosen."""
        if await self._done(self._at.client.set_app_icon(self._id, "app-icon")):
            await self._again(self._at.words.say("app.kept"))

    async def on_who(self, event: Event) -> None:
        """Others are to see it."""
        await self._change({"who": app_data.rule_of(event)})

    async def on_told(self, event: Event) -> None:
        """It is to be told more, or less."""
        await self._change({"oidc": {"claims": app_data.ticked(event, "claims", app_data.CLAIMS)}})

    async def on_addresses(self, event: Event) -> None:
        """It comes back to other addresses."""
        addresses: api.SignOnChanges = {
            "redirect_uris": app_data.lines(event.get("redirect_uris", "")),
            "post_logout_redirect_uris": app_data.lines(event.get("post_logout_redirect_uris", "")),
            "initiate_login_uri": str(event.get("initiate_login_uri", "")).strip(),
            "backchannel_logout_uri": str(event.get("backchannel_logout_uri", "")).strip(),
        }
        await self._change({"oidc": addresses})

    async def on_down(self, event: Event) -> None:
        """It does not open just now."""
        await self._change({"down": app_data.texts(event, "down")})

    async def on_up(self, _: Event) -> None:
        """It opens again."""
        await self._change({"down": False})

    async def on_ask(self, event: Event) -> None:
        """What weighs is told in numbers before it is done; asked about nothing, the question goes."""
        self._asking = str(event.get("about", ""))
        self._draw()
        self._at.page.focus(f"#app-{self._asking}" if self._asking else "h1")

    async def on_secret(self, _: Event) -> None:
        """A new secret, shown until the page is left. Raises Refused."""
        kept = await self._at.client.rotate_app_secret(self._id)
        self._secret = kept.get("for_the_maker")
        await self._again()
        self._at.page.focus("#app-made")

    async def on_remove(self, _: Event) -> None:
        """Take it out; the list has the way back. Raises Refused."""
        if await self._done(self._at.client.remove_app(self._id, {"version": self._known["version"]})):
            self._at.page.go("apps", {"gone": self._id})

    async def on_undo(self, _: Event) -> None:
        """Take the change back that was made here. Raises Refused."""
        await self._at.client.undo_apps()
        await self._again(self._at.words.say("apps.undone"))

    async def _change(self, changes: api.AppChanges) -> None:
        order: api.AppChanges = {**changes, "version": self._known["version"]}
        if await self._done(self._at.client.change_app(self._id, order)):
            await self._again(self._at.words.say("app.kept"))

    async def _done(self, asking: Awaitable[api.AppKept]) -> bool:
        return await kept(asking, self._at) is not None

    @property
    def _known(self) -> api.AppDetail:
        if self._detail is None:
            raise ValueError("nothing shows yet")
        return self._detail

    handlers: ClassVar[Mapping[str, Handler]] = {
        "names": on_names,
        "icon": on_icon,
        "who": on_who,
        "told": on_told,
        "addresses": on_addresses,
        "down": on_down,
        "up": on_up,
        "ask": on_ask,
        "secret": on_secret,
        "remove": on_remove,
        "undo": on_undo,
    }


async def kept(asking: Awaitable[api.AppKept], place: Place) -> api.AppKept | None:
    """What was kept; None where something has to be mended: that is told, and what was typed stays.

    Raises Refused.
    """
    try:
        return await asking
    except Refused as refused:
        errors: list[dict[str, Any]] = (refused.body or {}).get("errors", [])
        if refused.code != "invalid_request" or not errors:
            raise
        told = [place.words.known("fields", each["where"]) + ": " + each["message"] for each in errors]
        place.page.draw("trouble", "console-trouble", {"text": " ".join(told)})
        return None
