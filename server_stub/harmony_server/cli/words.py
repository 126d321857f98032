"""The command `harmony words check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from harmony_server.cli.console import Refused, say, table
from harmony_words import FOLDER, Language, languages, named, tables
from harmony_words.checking import as_read, findings, not_yet_read, unused
from harmony_words.texts import file_names

NO_PAGES = ("mail", "staff-mail", "slip")
"""Files whose texts no page shows."""

app = typer.Typer(help="The texts of the portal, in every language.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Let the group have its name though it has one command."""


@app.command()
def check(
    site: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A built site, to say which texts no page shows.")
    ] = None,
) -> None:
    """Say what of the texts is to be mended, and how many no speaker has read yet."""
    found = [str(each) for each in findings()]
    if site is not None:
        found += [each for language in languages() for each in _unused(site, language)]
    counts = not_yet_read()
    rows = [(each.code, each.name, *map(str, reversed(counts[each.code]))) for each in languages()]
    say(*found, table("language", "name", "texts", "not read by a speaker", rows=rows))
    if found:
        raise Refused(f"{len(found)} texts are to be mended.")


def _unused(site: Path, language: Language) -> list[str]:
    if not (site / "index.html").is_file():
        raise Refused(f"{site} is no built site.")
    late = (site / "assets").glob(f"*-{language.code}-*.html")
    own = [path for path in site.rglob("*.html") if named(path.relative_to(site).parts[0]) == language]
    shown = as_read("".join(each.read_text("utf-8") for each in (*own, *late)))
    return [
        f"words/{language.code}/{name}.toml: {key} is shown by no page."
        for name in file_names(FOLDER, language)
        if name not in NO_PAGES
        for key in unused(tables(name, language.code), shown)
    ]
