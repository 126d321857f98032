"""What the command says: results on standard output, refusals on standard error, never a traceback."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError
from typer.core import TyperGroup

from harmony.errors import HarmonyError
from harmony.findings import Finding
from harmony_print import CannotDraw, LayoutError
from harmony_server.accounts.grants import GrantRefused
from harmony_server.accounts.passwords import PasswordRefused
from harmony_server.badges.keys import KeyRingError
from harmony_server.roster.outcome import MassRemoval
from harmony_server.roster.undoing import CannotUndo
from harmony_server.settings.config import ConfigError
from harmony_server.store import StoreUnavailable


class Refused(Exception):
    """A command that cannot be done as asked; the text says why and what to do."""


REFUSALS = (
    Refused,
    HarmonyError,
    ConfigError,
    KeyRingError,
    GrantRefused,
    PasswordRefused,
    MassRemoval,
    CannotUndo,
    CannotDraw,
    LayoutError,
    StoreUnavailable,
)
"""What every part of the server raises to be said in its own words."""


class RefusingGroup(TyperGroup):
    """Commands whose refusals become a sentence on standard error and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was given."""
        try:
            return super().invoke(ctx)
        except REFUSALS as refusal:
            complain(str(refusal))
        except OSError as error:
            # Of a renaming the second name is the one that was asked for.
            complain(f"{error.filename2 or error.filename or 'A file'}: {error.strerror or error}.")
        except (SQLAlchemyError, sqlite3.Error) as error:
            complain(f"The database cannot be used: {type(error).__name__}.")
        raise typer.Exit(1)


def say(*things: Any) -> None:
    """Print results: texts and tables."""
    console = Console(soft_wrap=True, highlight=False)
    for thing in things:
        console.print(thing, markup=False)


def complain(text: str) -> None:
    """Print what went wrong."""
    Console(stderr=True, soft_wrap=True, highlight=False).print(text, markup=False)


def warn(findings: Iterable[Finding]) -> None:
    """Print findings that do not stop anything."""
    for finding in findings:
        complain(f"Note: {finding}")


def table(*columns: str, rows: Iterable[Iterable[object]]) -> Table:
    """A plain table; numbers stand on the right."""
    made = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), show_header=any(columns))
    written = [
        [("", cell) if isinstance(cell, str) else ("right", f"{cell:,}") for cell in row] for row in rows
    ]
    for place, column in enumerate(columns):
        right = any(row[place][0] for row in written)
        made.add_column(column, justify="right" if right else "left", overflow="fold")
    for row in written:
        made.add_row(*[text for _, text in row])
    return made


class Stages:
    """A bar that moves on by one with each named stage of a long work."""

    def __init__(self, progress: Progress, count: int) -> None:
        self._progress = progress
        self._task = progress.add_task("Starting", total=count)

    def __call__(self, name: str) -> None:
        """Begin the next stage."""
        self._progress.update(self._task, description=name, advance=1)


@contextmanager
def stages(count: int) -> Iterator[Stages]:
    """Show a bar of `count` stages on standard error, while the block runs and only on a terminal."""
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description:<12}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
    with bar:
        yield Stages(bar, count)


@contextmanager
def counting() -> Iterator[Callable[[str, int, int], None]]:
    """Show on standard error, and only on a terminal, what is being done and how far it is.

    What is given is told that: what it is, how many rows are done, and of how many (0: nobody knows).
    """
    bar = Progress(
        TextColumn("{task.description:<10}"),
        BarColumn(),
        TextColumn("{task.fields[rows]:>24}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        tasks: dict[str, TaskID] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                for earlier in tasks.values():
                    bar.update(earlier, visible=False)
                tasks[stage] = bar.add_task(stage, rows="")
            rows = f"{done:,} of {total:,}" if total else f"{done:,}"
            bar.update(tasks[stage], completed=done, total=total or None, rows=rows)

        yield tell
