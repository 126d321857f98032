"""The commands `harmony person …`: what becomes of people, as such."""

from __future__ import annotations

from typing import Annotated

import typer

from harmony_server.cli.console import Refused, say
from harmony_server.cli.district import DATA, DataOption, now, opened
from harmony_server.roster.erasing import count_gone, erase_gone

app = typer.Typer(help="People, whether they are in the roster or have left it.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Have the command be one of a group, though it is the only one."""


@app.command()
def purge(
    check: Annotated[bool, typer.Option("--check", help="Only say how many that would be.")] = False,
    data: DataOption = DATA,
) -> None:
    """Erase people who have been in no roster for longer than the district keeps them."""
    with opened(data) as district:
        keep_days = district.config.keep_gone_days
        if keep_days is None:
            raise Refused(
                "The district has not said how long it keeps people who left. Say it in district.toml, "
                "under [server]: keep_gone_days = 400"
            )
        if check:
            count = count_gone(district.store, keep_days=keep_days, now=now())
            say(f"{count:,} people have been in no roster for more than {keep_days} days.")
            return
        count = erase_gone(district.store, keep_days=keep_days, now=now())
    say(f"{count:,} people were erased, who had been in no roster for more than {keep_days} days.")
