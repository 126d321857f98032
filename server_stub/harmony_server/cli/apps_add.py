"""The commands `harmony apps add | rotate-secret | down`: an app's entry in the catalogue, and its secret."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from harmony_server.catalogue.desk import Desk, NoSecret
from harmony_server.catalogue.entries import RULES, Kind, NewApp, NoSuchApp, Who
from harmony_server.cli.console import Refused, say
from harmony_server.cli.district import DATA, DataOption, now, opened
from harmony_server.settings.config import Config

AppOption = Annotated[str, typer.Argument(metavar="APP", help="The app's id in apps.toml.")]


def add(
    app_id: Annotated[str, typer.Option("--id", prompt="Id (small letters, digits, hyphens)")],
    name: Annotated[str, typer.Option("--name", prompt="Name on the tile")],
    kind: Annotated[
        Kind,
        typer.Option(
            "--kind", prompt="Kind (link: no sign-in; server: keeps a secret; browser: can keep none)"
        ),
    ],
    link: Annotated[str, typer.Option("--link", prompt="Start page (https://…)")],
    redirect_uri: Annotated[
        list[str] | None, typer.Option("--redirect-uri", help="Where the app wants people sent back to.")
    ] = None,
    claim: Annotated[
        list[str] | None, typer.Option("--claim", help="What it may know beyond the least; repeat for more.")
    ] = None,
    who: Annotated[Who, typer.Option("--who", help="Who sees it at first.")] = Who.NOBODY,
    icon: Annotated[
        Path | None, typer.Option("--icon", exists=True, dir_okay=False, help="Its picture: SVG or PNG.")
    ] = None,
    data: DataOption = DATA,
) -> None:
    """Add an app to apps.toml, and print what its maker's form asks for."""
    uris = redirect_uri or []
    if kind is not Kind.LINK and not uris:
        uris = [typer.prompt("Redirect address, from the app's own manual (https://…)")]
    new = NewApp(app_id, name, kind, link, tuple(uris), tuple(claim or ()), RULES[who])
    with opened(data) as district:
        desk = Desk(district.config, district.store, now)
        secret = desk.add(new, icon=icon.read_bytes() if icon else None)
    seen = (
        "nobody can see it yet: [app.who] there says who" if who is Who.NOBODY else f"{who.value} can see it"
    )
    say(f"{name} is in {district.config.apps}; {seen}.")
    if kind is not Kind.LINK:
        _tell(district.config, app_id, secret)


def rotate_secret(app_id: AppOption, data: DataOption = DATA) -> None:
    """Give an app a new secret, shown once; the old one is good for nothing from now on."""
    with opened(data) as district:
        try:
            app, secret = Desk(district.config, district.store, now).rotate_secret(app_id)
        except (NoSuchApp, NoSecret):
            raise Refused(
                f"{app_id!r} is no app with a secret. `harmony apps check` shows which apps there are."
            ) from None
    _tell(district.config, app.oidc.client_id if app.oidc else app_id, secret)


def down(
    app_id: AppOption,
    why: Annotated[str, typer.Argument(metavar="[WHY]", help="One line, for older students and staff.")] = "",
    up: Annotated[bool, typer.Option("--up", help="It opens again.")] = False,
    data: DataOption = DATA,
) -> None:
    """Say that an app does not open just now; its tile stays, with words and a way back."""
    if up == bool(why):
        raise Refused("Say why in one line, or --up.")
    with opened(data) as district:
        try:
            Desk(district.config, district.store, now).change(app_id, {"down": why or None})
        except NoSuchApp:
            raise Refused(f"{app_id!r} is no app. `harmony apps check` shows which there are.") from None
    say(f"{app_id} opens again." if up else f"{app_id} is shown as not open: {why}")


def _tell(settings: Config, client_id: str, secret: str | None) -> None:
    issuer = settings.portal_url
    say(
        "For the form of whoever makes the app:",
        f"  issuer         {issuer}",
        f"  discovery      {issuer}/.well-known/openid-configuration",
        f"  client_id      {client_id}",
        f"  client_secret  {secret}  (shown once)" if secret else "  client_secret  none: use PKCE with S256",
        "  scope          openid",
        f"Then try it: harmony apps test {client_id} --as STUDENT --data {settings.data}",
    )
