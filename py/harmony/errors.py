"""What can be wrong, each with a stable code that a page or a program can act on.

    HarmonyError
    ├── BadgeError
    │   ├── NotABadge          the text is no badge at all
    │   ├── OtherDistrict      a badge, but of another district
    │   ├── UnknownKey         signed with a key this district does not publish
    │   └── BadSignature       looks like ours, but was not signed by us
    └── FindingsError          files that cannot be used, with every finding: `harmony.findings`

No message of a `BadgeError` repeats the text it was about: a badge is a secret.
"""

from __future__ import annotations

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
