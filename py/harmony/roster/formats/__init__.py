"""The formats that rosters come in, a module each.

A format is a module of this folder with `NAME` (what `--format` takes), `TITLE` (what people call it),
`FILES` (what it reads) and two functions: `recognise(headers)` tells by what is in the files whether they are
of it; `read(intake)` gives the files as facts. With a third, `write(out)`, the portal can write it, too. One
more format is one more file.
A module whose name begins with `_` is what several share.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Protocol, runtime_checkable

from harmony.findings import Finding, RosterError, said
from harmony.roster.facts import Fact
from harmony.roster.header import Layout
from harmony.roster.headers import Headers
from harmony.roster.intake import Intake
from harmony.roster.outgoing import Outgoing, OutTable


class Format(Protocol):
    """What a module has to have to be a format."""

    NAME: str
    TITLE: str
    FILES: Sequence[Layout]
    """The files that make a roster; no other is opened, but a manifest."""

    def recognise(self, headers: Headers) -> bool:
        """Whether files with these headers are of this format."""

    def read(self, intake: Intake) -> Iterator[Fact]:
        """The files as facts; what is wrong in them goes to the intake's diagnostics."""


@runtime_checkable
class WritableFormat(Format, Protocol):
    """A format that the portal can write, too."""

    def write(self, out: Outgoing) -> Iterator[OutTable]:
        """The tables of an export that says what is given."""


def known() -> list[Format]:
    """Every format, by name."""
    names = sorted(each.name for each in pkgutil.iter_modules(__path__) if not each.name.startswith("_"))
    return [import_module(f"{__name__}.{name}") for name in names]


def named(name: str) -> Format:
    """The format of a name; raises RosterError, with those there are."""
    formats = {each.NAME: each for each in known()}
    if name not in formats:
        raise RosterError(
            [
                Finding(
                    "--format",
                    said("there is no {name}. There are {names}.", name=name, names=", ".join(formats)),
                )
            ]
        )
    return formats[name]


def writable() -> list[WritableFormat]:
    """Every format that the portal can write."""
    return [each for each in known() if isinstance(each, WritableFormat)]


def recognised(headers: Headers) -> Format:
    """The one format that the files are of; raises RosterError if that cannot be told."""
    formats = known()
    found = [each for each in formats if each.recognise(headers)]
    if len(found) == 1:
        return found[0]
    if found:
        titles = " or ".join(each.TITLE for each in found)
        why = said("could be {names}: say which with --format.", names=titles)
    else:
        why = said(
            "are no roster that can be read: {files}. Known are {names}; --format says which one is meant.",
            files=headers.listed(),
            names=", ".join(each.TITLE for each in formats),
        )
    raise RosterError([Finding("the files", why)])
