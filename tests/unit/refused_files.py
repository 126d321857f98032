"""Exports of which a file as a whole must be refused."""

from __future__ import annotations

from tests.unit.oneroster_files import EXPORT, edited, export

Place = tuple[str, int | None, str | None]
Refused = dict[str, tuple[dict[str, bytes], Place, str, str]]
"""What is wrong: the files, where that is, what is said, what to do."""


def latin(file: str) -> dict[str, bytes]:
    """The export with one file as Windows writes text."""
    return export(**{file: EXPORT[f"{file}.csv"].encode("cp1252")})


FILES: Refused = {
    "users missing": (
        export(users=None, manifest=None),
        ("users.csv", None, None),
        "is missing",
        "Export it",
    ),
    "classes missing": (export(classes=None), ("classes.csv", None, None), "is missing", "Export it"),
    "a file twice": ({**export(), "USERS.csv": b""}, ("USERS.csv", None, None), "is there twice", "Keep one"),
    "an empty file": (export(enrollments=""), ("enrollments.csv", None, None), "is empty", "Export it again"),
    "a file of blank lines": (
        export(orgs="\n \n,,\n"),
        ("orgs.csv", None, None),
        "not even a header",
        "again",
    ),
    "no header": (
        export(users="\n".join(EXPORT["users.csv"].splitlines()[1:])),
        ("users.csv", 1, None),
        "begins with a row that is no header",
        "The first row must hold the names",
    ),
    "a column missing": (
        edited("users", ",username", ",login"),
        ("users.csv", 1, None),
        "lacks the column username",
        "Export",
    ),
    "several columns missing": (
        edited("classes", "sourcedId,status,dateLastModified,title", "a,status,dateLastModified,b"),
        ("classes.csv", 1, None),
        "lacks the columns sourcedId, title",
        "Export",
    ),
    "a column twice": (
        edited("users", ",sms,", ",username,"),
        ("users.csv", 1, "username"),
        "stands twice in the header",
        "Keep one",
    ),
    "text as Windows writes it": (
        latin("users"),
        ("users.csv", 2, None),
        "byte 0xEB is not UTF-8",
        "CSV UTF-8",
    ),
    "UTF-16 without its mark": (
        export(users=EXPORT["users.csv"].encode("utf-16-le")),
        ("users.csv", None, None),
        "UTF-16 without the mark",
        "--encoding utf-16-le",
    ),
    "UTF-16 that breaks off": (
        export(users=EXPORT["users.csv"].encode("utf-16")[:-1]),
        ("users.csv", 5, None),
        "breaks off",
        "Export it again",
    ),
    "a comma in a name, unquoted": (
        edited("users", "Ana,Rivera", "Ana, Maria,Rivera"),
        ("users.csv", 3, None),
        "has 19 values under 18 names",
        "needs quotes",
    ),
    "a cut row": (
        edited("users", ",Adair,,,,,,,1,", ",Adair"),
        ("users.csv", 2, None),
        "is cut: 10 values",
        "again",
    ),
    "a separator too many": (
        edited("users", "Zoë,Adair", "Zoë,Ann,Adair"),
        ("users.csv", 2, None),
        "has 19 values under 18 names",
        "needs quotes",
    ),
    "a quote that never ends": (
        edited("users", "Chi,Okafor", '"Chi,Okafor'),
        ("users.csv", 4, None),
        "a quote that never ends",
        "Double every quote",
    ),
    "a quote in a quoted value": (
        edited("users", "Zoë,Adair", '"Zoë"x,Adair'),
        ("users.csv", 2, None),
        "cannot be taken apart",
        "Double every quote",
    ),
    "an endless value": (
        edited("users", "Zoë", "Z" * 140_000),
        ("users.csv", 2, None),
        "more than 130,000 characters",
        "quote",
    ),
    "an endless line": (
        edited("users", "Zoë", "Z" * 1_100_000),
        ("users.csv", 2, None),
        "more than a million characters",
        "Is it a CSV file?",
    ),
}
