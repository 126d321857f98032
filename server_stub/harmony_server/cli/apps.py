"""The command `harmony apps check`."""

from __future__ import annotations

from collections.abc import Iterator

import typer

from harmony.apps import Catalogue
from harmony.model import Audience, ExternalKind
from harmony_server.cli.console import complain, say, table
from harmony_server.cli.district import DATA, DataOption, opened
from harmony_server.settings.config import Config
from harmony_server.staff.audience import called, seen_by
from harmony_server.store import Transaction
from harmony_words import FIRST

app = typer.Typer(help="The catalogue of learning apps.", no_args_is_help=True)


@app.command()
def check(data: DataOption = DATA) -> None:
    """Check apps.toml, by itself and against the roster, and show how many people see each app."""
    with opened(data) as district:
        catalogue = district.apps()
        with district.store.read() as tx:
            counts = seen_by(catalogue, tx)
            notes = [*_unknown_places(catalogue, tx), *missing_icons(district.config, catalogue)]
        notes += missing_secrets(district.config, catalogue)
    notes += [f'app "{name}": nobody sees it.' for name, count in counts.items() if not count]
    for note in notes:
        complain(f"Note: {note}")
    rows = [(each.id, each.names[FIRST.code], each.category, counts[each.id]) for each in catalogue.apps]
    say(table("app", "name", "category", "people", rows=rows), f"{len(catalogue.apps)} apps; no errors.")


def missing_icons(config: Config, catalogue: Catalogue) -> Iterator[str]:
    """A sentence for each icon that is not in the icons folder."""
    for each in catalogue.apps:
        if each.icon and not (config.icons / each.icon).is_file():
            yield f'app "{each.id}", icon: there is no {config.icons / each.icon}.'


def missing_secrets(config: Config, catalogue: Catalogue) -> Iterator[str]:
    """A sentence for each secret that is not where the catalogue says."""
    for each in catalogue.apps:
        file = each.oidc.client_secret_file if each.oidc else ""
        if file and not (config.data / file).is_file():
            yield f'app "{each.id}": no {config.data / file}. Run: harmony apps rotate-secret {each.id}'


def _unknown_places(catalogue: Catalogue, tx: Transaction) -> Iterator[str]:
    schools = called(
        tx.external_ids.by_portal_id(ExternalKind.SCHOOL), (each.id for each in tx.roster.schools())
    )
    classes = called(
        tx.external_ids.by_portal_id(ExternalKind.CLASS), (each.id for each in tx.roster.classes())
    )
    for each in catalogue.apps:
        yield from _unknown(f'app "{each.id}"', each.audience, schools, classes)
    for place, pin in enumerate(catalogue.start_here, start=1):
        yield from _unknown(f"start_here {place}", pin.audience, schools, classes)


def _unknown(
    where: str, audience: Audience, schools: frozenset[str], classes: frozenset[str]
) -> Iterator[str]:
    """A sentence for each place that a rule names and the roster does not."""
    for key, named, known in (("schools", audience.schools, schools), ("classes", audience.classes, classes)):
        for missing in sorted((named or frozenset()) - known):
            yield f'{where}, who, {key}: "{missing}" is not in the roster.'
