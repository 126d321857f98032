"""The tree of commands, and the ones that stand at its top."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import Annotated

import typer

from harmony_server import create_district
from harmony_server import demo as demo_district
from harmony_server.cli import (
    account,
    account_backup_code,
    account_second_step,
    account_slips,
    account_staff,
    apps,
    apps_add,
    apps_receipts,
    apps_trying,
    badge,
    badge_export,
    database,
    doctor,
    keys,
    mail,
    person,
    roster,
    staff,
    words,
)
from harmony_server.cli.console import Refused, RefusingGroup, complain, say
from harmony_server.cli.district import DATA, DataOption, now
from harmony_server.settings.processors import processors

TRACEBACK = "HARMONY_TRACEBACK"
"""Environment variable that lets a traceback through, for whoever reports a fault."""

app = typer.Typer(
    cls=RefusingGroup,
    help="Harmony Portal: a school's front door to its learning apps.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for name, group in {
    "roster": roster.app,
    "badge": badge.app,
    "apps": apps.app,
    "keys": keys.app,
    "account": account.app,
    "person": person.app,
    "staff": staff.app,
    "mail": mail.app,
    "words": words.app,
    "database": database.app,
}.items():
    app.add_typer(group, name=name)
badge.app.command()(badge_export.export)
account.app.command("invite")(account_staff.invite_)
account.app.command()(account_staff.end_sessions)
account.app.command("backup-code")(account_backup_code.backup_code)
account.app.command("reset-second-step")(account_second_step.reset_second_step)
account.app.command()(account_slips.slips)
for command in (apps_add.add, apps_add.rotate_secret, apps_add.down, apps_receipts.receipts):
    apps.app.command()(command)
apps.app.command("test")(apps_trying.try_app)
app.command()(account.audit)
app.command()(doctor.doctor)


@app.command()
def init(
    name: Annotated[str, typer.Option("--name", help="The district's name, as families know it.")],
    url: Annotated[str, typer.Option("--url", help="The portal's address, such as https://portal.example.")],
    code: Annotated[
        str | None, typer.Option("--code", help="4 base64url characters for every badge; random if left out.")
    ] = None,
    data: DataOption = DATA,
) -> None:
    """Make a new district: its settings, its keys, an empty catalogue of apps."""
    settings = create_district.create(
        data, name=name, portal_url=url, code=code, now=now(), rng=secrets.token_bytes
    )
    say(f"{settings.name} is in {data}. Next: harmony roster import FILE.zip --data {data}")


@app.command()
def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on.")] = 8000,
    site: Annotated[
        Path | None, typer.Option("--site", metavar="DIR", help="The built site, to be served too.")
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", min=0, max=256, help="Processes that serve; 0 for one a processor.")
    ] = 1,
    data: DataOption = DATA,
) -> None:
    """Run the server until it is stopped."""
    # A web framework that no other command should wait for.
    from harmony_server import serving  # noqa: PLC0415
    from harmony_server.api.static_site import SiteError  # noqa: PLC0415

    if demo_district.is_demo(data) and demo_district.keep_reachable(data):
        complain("The demo answers to any host from now on: any_host was added to district.toml.")
    try:
        serving.serve(data, host=host, port=port, site=site, workers=workers or processors())
    except SiteError as error:
        raise Refused(str(error)) from None
    except SystemExit as stop:  # uvicorn's own way out, after saying why: 3 when it cannot listen
        raise typer.Exit(1 if stop.code else 0) from None


@app.command()
def demo(
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="F.zip", dir_okay=False, help="Write invented people's roster instead."
        ),
    ] = None,
    students: Annotated[
        int, typer.Option("--students", metavar="N", min=1, max=1_000_000, help="How many, with --out.")
    ] = 1000,
    format_: Annotated[
        str, typer.Option("--format", metavar="NAME", help="Which format, with --out.")
    ] = "oneroster-1.1",
    seed: Annotated[int, typer.Option("--seed", help="The same seed makes the same roster.")] = 1,
    irregular: Annotated[
        bool, typer.Option("--irregular", help="Write it as real systems do, which no standard allows.")
    ] = False,
    data: DataOption = DATA,
) -> None:
    """Make a district of invented people to try the portal with; made once, kept after that."""
    if out:
        demo_district.write_roster(
            out, students=students, format_name=format_, seed=seed, irregular=irregular
        )
        say(f"A roster of {students:,} invented students is in {out}.")
        return
    info = demo_district.ensure(data)
    say(f"Student {info.student_username}, password {info.password}", f"Badges to print: {info.badges_pdf}")


def main() -> None:
    """Run the command line; even a fault of the program itself is a sentence, unless asked for more."""
    try:
        app(prog_name="harmony")
    except Exception as fault:
        if TRACEBACK in os.environ:
            raise
        complain(f"This is a fault of the program: {type(fault).__name__}. To see where: {TRACEBACK}=1")
        sys.exit(1)
