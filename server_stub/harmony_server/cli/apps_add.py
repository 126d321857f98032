"""The commands `harmony apps add | rotate-secret`: an app's entry in the catalogue, and its secret."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from harmony.apps import load
from harmony_server.cli.console import Refused, say
from harmony_server.cli.district import DATA, DataOption, load_catalogue
from harmony_server.printing import write_private
from harmony_server.settings import config
from harmony_server.settings.config import Config
from harmony_server.sso.clients import new_secret, seal
from harmony_words import LANGUAGES


class Kind(StrEnum):
    """What an app is like: each has a template."""

    LINK = "link"
    SERVER = "server"
    BROWSER = "browser"


class Who(StrEnum):
    """Who sees it at first; `[app.who]` in apps.toml can say more."""

    NOBODY = "nobody"
    EVERYONE = "everyone"
    STUDENTS = "students"
    STAFF = "staff"


_RULES = {
    Who.NOBODY: "roles = []",
    Who.EVERYONE: "everyone = true",
    Who.STUDENTS: 'roles = ["student"]',
    Who.STAFF: 'roles = ["teacher", "administrator"]',
}

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
    data: DataOption = DATA,
) -> None:
    """Add an app to apps.toml, and print what its maker's form asks for."""
    settings = config.load(data)
    lines = ["", "[[app]]", *_pairs(id=app_id, name=name, link=link), "[app.who]", _RULES[who]]
    if kind is not Kind.LINK:
        uris = redirect_uri or [typer.prompt("Redirect address, from the app's own manual (https://…)")]
        lines += ["[app.oidc]", *_proof(kind, app_id), *_pairs(redirect_uris=uris, claims=claim or [])]
    text = settings.apps.read_text(encoding="utf-8") if settings.apps.exists() else ""
    whole = f"{text.rstrip()}\n{chr(10).join(lines)}\n"
    load(whole, LANGUAGES)  # refused whole, with the line, before anything is written
    secret = _write_secret(settings, f"secrets/{app_id}") if kind is Kind.SERVER else None
    settings.apps.write_text(whole, encoding="utf-8")
    say(f"{name} is in {settings.apps}; {who.value} can see it.")
    if kind is not Kind.LINK:
        _tell(settings, app_id, secret)


def rotate_secret(app_id: AppOption, data: DataOption = DATA) -> None:
    """Give an app a new secret, shown once; the old one is good for nothing from now on."""
    settings = config.load(data)
    app = load_catalogue(settings).app(app_id)
    if app is None or app.oidc is None or not app.oidc.client_secret_file:
        raise Refused(f"{app_id!r} is no app with a secret. `harmony apps check` shows which apps there are.")
    secret = _write_secret(settings, app.oidc.client_secret_file)
    _tell(settings, app.oidc.client_id, secret)


def _pairs(**values: str | list[str]) -> list[str]:
    # A JSON string without escapes for plain letters is a TOML basic string too.
    return [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value]


def _proof(kind: Kind, app_id: str) -> list[str]:
    return ["public = true"] if kind is Kind.BROWSER else _pairs(client_secret_file=f"secrets/{app_id}")


def _write_secret(settings: Config, file: str) -> str:
    """Keep a new secret sealed; gives it as it is, which nothing can do again."""
    secret = new_secret()
    path = Path(settings.data / file)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(path, f"{seal(secret)}\n".encode())
    return secret


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
