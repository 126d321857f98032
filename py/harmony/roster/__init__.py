"""Roster files: the only source of people, schools and classes.

A `Reading` tells the format of some files and gives what they say, as a stream of facts or as a whole
`Roster`, or raises RosterError with everything there is to mend. Columns that the portal has no use for are
never taken out of their row.
"""

from harmony.roster.facts import Origin
from harmony.roster.files import Files, MemoryFiles
from harmony.roster.options import Options
from harmony.roster.outgoing import Outgoing, OutTable
from harmony.roster.reading import Reading
from harmony.roster.roster import (
    Roster,
    RosterClass,
    RosterEnrollment,
    RosterPerson,
    RosterSchool,
)
from harmony.roster.sources import DEFAULT_SOURCE, source_name
from harmony.roster.text import is_encoding

__all__ = [
    "DEFAULT_SOURCE",
    "Files",
    "MemoryFiles",
    "Options",
    "Origin",
    "OutTable",
    "Outgoing",
    "Reading",
    "Roster",
    "RosterClass",
    "RosterEnrollment",
    "RosterPerson",
    "RosterSchool",
    "is_encoding",
    "source_name",
]
