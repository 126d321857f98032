"""Roster files: the only source of people, schools and classes.

`read` turns the CSV files of an OneRoster 1.1 bulk export (1EdTech) into a `Roster`, or raises RosterError
with everything there is to mend. Columns that the portal has no use for are never taken out of their row.
"""

from harmony.roster.formats.oneroster.reader import read
from harmony.roster.roster import (
    Origin,
    Roster,
    RosterClass,
    RosterEnrollment,
    RosterPerson,
    RosterSchool,
)
from harmony.roster.sources import DEFAULT_SOURCE, source_name

__all__ = [
    "DEFAULT_SOURCE",
    "Origin",
    "Roster",
    "RosterClass",
    "RosterEnrollment",
    "RosterPerson",
    "RosterSchool",
    "read",
    "source_name",
]
