"""Exports of which a row, or the whole roster, must be refused."""

from __future__ import annotations

from tests.unit.oneroster_files import EXPORT, edited, export
from tests.unit.refused_files import Refused

ROWS: Refused = {
    "no id": (
        edited("users", "u2,,,true", ",,,true"),
        ("users.csv", 3, "sourcedId"),
        "is empty",
        "Fill it in",
    ),
    "an id that nobody can see": (
        edited("users", "u2,,,true", "\u200b,,,true"),
        ("users.csv", 3, "sourcedId"),
        "is empty",
        "",
    ),
    "an id twice": (
        edited("users", "u2,,,true", "u1,,,true"),
        ("users.csv", 3, "sourcedId"),
        '"u1" stands in row 2 already, and the rows differ',
        "Keep one",
    ),
    "an id twice, but for what nobody sees": (
        edited("users", "u2,,,true", "u1\u200b,,,true"),
        ("users.csv", 3, "sourcedId"),
        "row 2 already",
        "",
    ),
    "a school twice": (edited("orgs", "birch,", "maple,"), ("orgs.csv", 4, "sourcedId"), "row 3 already", ""),
    "an id too long": (
        edited("users", "u1,", "u" * 256 + ","),
        ("users.csv", 2, "sourcedId"),
        "255",
        "Shorten",
    ),
    "an id that a spreadsheet ate": (
        edited("users", "u1,,", "1.23E+05,,"),
        ("users.csv", 2, "sourcedId"),
        "a spreadsheet made of a long number",
        "do not open the file in a spreadsheet",
    ),
    "a username that a spreadsheet ate": (
        edited("users", ",1001,", ",1E+12,"),
        ("users.csv", 2, "username"),
        "a spreadsheet made of a long number",
        "",
    ),
    "no username": (
        edited("users", ",rivera,", ",,"),
        ("users.csv", 3, "username"),
        "is empty",
        "district.toml",
    ),
    "a username twice": (
        edited("users", ",rivera,", ",1001,"),
        ("users.csv", 3, None),
        "of row 2",
        "another",
    ),
    "a username twice in capitals": (
        edited("users", ",okafor,", ",RIVERA,"),
        ("users.csv", 4, None),
        "row 3",
        "",
    ),
    "a username twice in wide digits": (
        edited("users", ",rivera,", ",１００１,"),
        ("users.csv", 3, None),
        "row 2",
        "",
    ),
    "a username twice in other digits": (
        edited("users", ",rivera,", ",١٠٠١,"),
        ("users.csv", 3, None),
        "row 2",
        "",
    ),
    "a username twice, unseen": (
        edited("users", ",rivera,", ",1001\u200b,"),
        ("users.csv", 3, None),
        "row 2",
        "",
    ),
    "a username too long": (
        edited("users", ",1001,", f",{'1' * 129},"),
        ("users.csv", 2, "username"),
        "long",
        "",
    ),
    "no given name": (
        edited("users", ",Zoë,", ",,"),
        ("users.csv", 2, "givenName"),
        "is empty",
        "Fill it in",
    ),
    "a name too long": (edited("users", "Zoë", "Z" * 129), ("users.csv", 2, "givenName"), "128", "Shorten"),
    "neither true nor false": (
        edited("users", "u1,,,true", "u1,,,perhaps"),
        ("users.csv", 2, "enabledUser"),
        '"perhaps" is neither true nor false',
        "Write true or false",
    ),
    "a status of its own": (
        edited("users", "u1,,", "u1,archived,"),
        ("users.csv", 2, "status"),
        '"archived" is no status',
        "active or tobedeleted",
    ),
    "an organisation of its own kind": (
        edited("orgs", "Hill School,school", "Hill School,castle"),
        ("orgs.csv", 4, "type"),
        '"castle" is no kind of organisation',
        "Known are",
    ),
    "a school that is not there": (
        edited("users", "u1,,,true,maple", "u1,,,true,oak"),
        ("users.csv", 2, "orgSourcedIds"),
        '"oak" is not in orgs.csv',
        "--tolerate-orphans 1",
    ),
    "a class of no school": (
        edited("classes", "maple,fall", "oak,fall"),
        ("classes.csv", 2, "schoolSourcedId"),
        '"oak" is not in orgs.csv',
        "",
    ),
    "a class of the district": (
        edited("classes", "maple,fall", "d,fall"),
        ("classes.csv", 2, "schoolSourcedId"),
        '"d" is no school',
        "must belong to a school",
    ),
    "an enrollment in no class": (
        edited("enrollments", "e1,,,room-12", "e1,,,room-13"),
        ("enrollments.csv", 2, "classSourcedId"),
        '"room-13" is not in classes.csv',
        "",
    ),
    "an enrollment of nobody": (
        edited("enrollments", "maple,u1", "maple,u9"),
        ("enrollments.csv", 2, "userSourcedId"),
        '"u9" is not in users.csv',
        "",
    ),
    "a manifest that disagrees": (
        edited("manifest", "file.users,bulk", "file.users,absent"),
        ("manifest.csv", None, None),
        "says that users.csv is absent, but it is there",
        "one of the two is old",
    ),
    "a manifest that says nothing": (
        export(manifest="x\n"),
        ("manifest.csv", None, None),
        "nothing of any",
        "",
    ),
    "changes without what they change": (
        edited("manifest", "file.users,bulk", "file.users,delta"),
        ("manifest.csv", None, None),
        "nothing stands yet",
        "Import a whole roster",
    ),
    "OneRoster 1.0": (
        edited("users", "status,dateLastModified,enabledUser", "status,dateLastModified,userId"),
        ("users.csv", 1, None),
        "is of OneRoster 1.0",
        "OneRoster 1.1 or 1.2",
    ),
    "nobody at all": (
        export(
            users=EXPORT["users.csv"].splitlines()[0], enrollments=EXPORT["enrollments.csv"].splitlines()[0]
        ),
        ("the files", None, None),
        "hold no people",
        "Is the export whole?",
    ),
    "no schools": (
        edited("orgs", ",school,", ",district,"),
        ("classes.csv", 2, "schoolSourcedId"),
        "is no school",
        "",
    ),
    "no roster at all": ({"pictures.csv": b"a,b\n1,2\n"}, ("the files", None, None), "no roster", "--format"),
    "nothing at all": ({}, ("the files", None, None), "there is no CSV file", "--format"),
}
