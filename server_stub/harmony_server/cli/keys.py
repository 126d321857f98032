"""The commands `harmony keys list | rotate | end`."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from itertools import accumulate
from typing import Annotated

import typer

from harmony_server.badges import key_end
from harmony_server.badges.keys import KeyRing
from harmony_server.cli.console import Refused, say, stages, table
from harmony_server.cli.district import DATA, DataOption, now, opened
from harmony_server.settings import config
from harmony_server.sso.keys import OidcKeys

app = typer.Typer(help="The keys that sign badges.", no_args_is_help=True)


OidcOption = Annotated[bool, typer.Option("--oidc", help="The keys that sign for apps, instead of badges'.")]


@app.command("list")
def list_(oidc: OidcOption = False, data: DataOption = DATA) -> None:
    """Show every key: when it was made, how long its badges are good, which one signs."""
    if oidc:
        _show_oidc(OidcKeys.ensure(config.load(data).data, now(), secrets.token_bytes))
        return
    _show(KeyRing.load(config.load(data).data, now()))


@app.command()
def rotate(oidc: OidcOption = False, data: DataOption = DATA) -> None:
    """Make a new key that signs from now on; badges signed with older keys stay good until those expire."""
    if oidc:
        _show_oidc(OidcKeys.rotate(config.load(data).data, now(), secrets.token_bytes))
        return
    _show(KeyRing.rotate(config.load(data).data, now(), secrets.token_bytes))


@app.command()
def end(
    kid: Annotated[str, typer.Argument(metavar="KID", help="The key's id, as `keys list` shows it.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data: DataOption = DATA,
) -> None:
    """End a key that leaked, now: its badges open no more, and whoever came in with one is signed out."""
    with opened(data) as district:
        if district.keys().find(kid) is None:
            raise Refused(f"There is no key {kid!r}; `harmony keys list` shows which there are.")
        with district.store.read() as tx:
            taken = key_end.reach(tx, kid)
        say(
            f"Key {kid}: {taken.badges:,} badges will have to be printed again, "
            f"{taken.sessions:,} sessions that they began will end."
        )
        if not yes:
            typer.confirm("End the key now?", abort=True)
        ring = KeyRing.end(data, kid, now(), secrets.token_bytes)
        with stages(taken.badges // key_end.AT_ONCE + 1) as stage:
            for count in accumulate(key_end.end_badges(district.store, kid, now())):
                stage(f"{count:,} badges")
    _show(ring)
    say("Bring keys/ to every machine that serves this district, then print the badges again.")


def _show_oidc(keys: OidcKeys) -> None:
    published = keys.published(now())
    signing = {keys.signing(key.alg).kid for key in keys.keys}
    rows = [
        (key.kid, key.alg, day(key.created), "signs" if key.kid in signing else _state(key in published))
        for key in keys.keys
    ]
    say(table("key", "for", "made", "state", rows=rows))


def _state(is_published: bool) -> str:
    return "published" if is_published else "over"


def _show(ring: KeyRing) -> None:
    live = [key.kid for key in ring.keys if key.is_live(ring.now)]
    state = dict.fromkeys(live, "verifies") | ({live[-1]: "signs"} if live else {})
    rows = [
        (key.kid, day(key.created), day(key.not_after), state.get(key.kid, "expired")) for key in ring.keys
    ]
    say(table("key", "made", "good until", "state", rows=rows))


def day(time: float) -> str:
    """A day in UTC, as ISO 8601 writes it."""
    return datetime.fromtimestamp(time, UTC).date().isoformat()
