"""The command `harmony apps receipts`: what each app is told, for whoever has to answer for it."""

from __future__ import annotations

from harmony.apps import App
from harmony_server.cli.console import say, table
from harmony_server.cli.district import DATA, DataOption, now, opened
from harmony_server.sso.subjects import LEAST

WEEK_S = 7 * 24 * 3600


def receipts(data: DataOption = DATA) -> None:
    """Show what each app is told of a person, and how often it was opened in the last seven days."""
    with opened(data) as district:
        apps = district.apps().apps
        with district.store.read() as tx:
            opened_ = tx.launches.counts(now() - WEEK_S)
    rows = [(app.id, told(app), *opened_.get(app.id, (0, 0))) for app in apps]
    say(table("app", "is told", "opened", "people", rows=rows))


def told(app: App) -> str:
    """What an app is told, by the names it is told it by."""
    if app.oidc is None:
        return "nothing: a plain link"
    return ", ".join(("an id of its own", *LEAST, *app.oidc.claims))
