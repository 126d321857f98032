"""What can be wrong, each with a stable code that a page or a program can act on.

    HarmonyError
    ├── BadgeError
    │   ├── NotABadge          the text is no badge at all
    │   ├── OtherDistrict      a badge, but of another district
    │   ├── UnknownKey         signed with a key this district does not publish
    │   └── BadSignature       looks like ours, but was not signed by us
    ├── RosterError            roster files that cannot be used; carries every finding
    └── AppsError              an app catalogue that cannot be used; carries every finding

No message of a `BadgeError` repeats the text it was about: a badge is a secret.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


class HarmonyError(Exception):
    """The base of every error the domain raises; `code` never changes once published."""

    code: ClassVar[str] = "harmony_error"


class BadgeError(HarmonyError):
    """A scanned or sent text that does not open the door."""

    code = "badge_error"


class NotABadge(BadgeError):
    """The text is neither a packed badge, nor a badge link, nor a badge JWT."""

    code = "not_a_badge"


class OtherDistrict(BadgeError):
    """A well-formed badge that names another district."""

    code = "badge_other_district"


class UnknownKey(BadgeError):
    """A badge whose `kid` is not among the keys given."""

    code = "badge_unknown_key"


class BadSignature(BadgeError):
    """A badge whose signature does not hold under the key it names."""

    code = "badge_bad_signature"


@dataclass(frozen=True)
class Finding:
    """One thing to mend in a file: where it is, what is wrong, what to do."""

    file: str
    message: str
    row: int | None = None
    """Line in the file as a spreadsheet shows it: the header is row 1."""
    column: str | None = None

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.message}"


class FindingsError(HarmonyError):
    """Input refused whole, with every finding that was made before giving up."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = tuple(findings)


class RosterError(FindingsError):
    """Roster files that cannot be imported; nothing of them was."""

    code = "roster_refused"


class AppsError(FindingsError):
    """An app catalogue that cannot be used."""

    code = "apps_refused"
