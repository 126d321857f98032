"""The command `harmony database copy`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from harmony_server.cli.console import Refused, say, stages
from harmony_server.cli.district import DATA, DataOption, opened
from harmony_server.settings.addresses import database_address
from harmony_server.store import CopyRefused, open_store

app = typer.Typer(help="The database: another place for all that the portal knows.", no_args_is_help=True)


@app.callback()
def _database() -> None:
    """Keep `copy` a command of its own although it is the only one."""


@app.command()
def copy(
    to: Annotated[
        str, typer.Option("--to", metavar="URL", help="An empty database: postgresql://… or sqlite:///…")
    ],
    data: DataOption = DATA,
) -> None:
    """Copy everything to another database, and compare it row by row. Stop the server first.

    Badges, passwords and sessions go on working there. The settings are not changed.
    """
    try:
        address = database_address(to)
    except ValueError as error:
        raise Refused(f"--to {error}.") from None
    with opened(data) as district:
        target = open_store(replace(district.config, database_url=address))
        try:
            with district.store.copying(target) as steps, stages(steps.count) as stage:
                for name in steps:
                    stage(name)
        except CopyRefused as refusal:
            raise Refused(str(refusal)) from None
        finally:
            target.close()
    say("Everything was copied, and every row compared. To use it, set database_url in district.toml.")
