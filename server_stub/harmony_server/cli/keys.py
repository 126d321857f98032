"""The commands `harmony keys list | rotate`."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import typer

from harmony_server.badges.keys import KeyRing
from harmony_server.cli.console import say, table
from harmony_server.cli.district import DATA, DataOption, now
from harmony_server.settings import config

app = typer.Typer(help="The keys that sign badges.", no_args_is_help=True)


@app.command("list")
def list_(data: DataOption = DATA) -> None:
    """Show every key: when it was made, how long its badges are good, which one signs."""
    _show(KeyRing.load(config.load(data).data, now()))


@app.command()
def rotate(data: DataOption = DATA) -> None:
    """Make a new key that signs from now on; badges signed with older keys stay good until those expire."""
    _show(KeyRing.rotate(config.load(data).data, now(), secrets.token_bytes))


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
