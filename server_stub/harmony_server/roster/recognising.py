"""Who is who: what a source names for the first time may be what others named, or what it called otherwise.

Schools are matched by name, classes by school and title, people by username and role, each only where nothing
else is like it. Whom only other sources have named is the same with one name in common; whom the same source
called otherwise, with both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from harmony.findings import said
from harmony.model import ExternalKind
from harmony.roster.findings import Findings
from harmony_server.store.engine import Workbench
from harmony_server.store.staging import ORDER, Naming, Pair


@dataclass(frozen=True)
class Recognised:
    """How many of each kind are known although their source names them for the first time, or anew."""

    matched: Mapping[ExternalKind, int]
    """Whom other sources had named."""
    moved: Mapping[ExternalKind, int]
    """Whom the same source called otherwise."""


_NONE = dict.fromkeys(ExternalKind, 0)
NOBODY = Recognised(_NONE, _NONE)


def recognise(
    bench: Workbench, files: list[str], *, source: str, match_moved: bool, accept_new_people: bool
) -> Recognised:
    """Give everything that is staged its portal id.

    Raises RosterError where a username is that of somebody with other names, unless such people are accepted
    as new.
    """
    naming, findings = Naming(bench, source), Findings()
    matched, moved = {}, {}
    for kind in ORDER:
        naming.take_named(kind)
        listed = naming.take_listed(kind)
        naming.find(kind, moved=match_moved)
        if kind is ExternalKind.PERSON:
            others = [each for each in naming.pairs() if not _is_same(each)]
            _tell(others, files, Findings() if accept_new_people else findings)
            naming.reject([each.n for each in others])
        matched[kind], by_likeness = naming.take_found(kind)
        moved[kind] = listed + by_likeness
        naming.take_fresh(kind)
    findings.raise_if_any()
    return Recognised(matched, moved)


def _is_same(pair: Pair) -> bool:
    if pair.moved:
        return pair.same_given and pair.same_family
    return pair.same_given or pair.same_family


def _tell(pairs: list[Pair], files: list[str], findings: Findings) -> None:
    """Note whose username another source gave to somebody with other names."""
    for each in pairs:
        if not each.moved:
            findings.add(
                files[each.file] or "the roster",
                said("is in use by somebody whose given and family names are both others."),
                advice=said(
                    "If it is the same person, give one of the names as the portal has it (harmony account "
                    "show); if not, import with --accept-new-people: whoever is new begins without badge and "
                    "password."
                ),
                row=each.line or None,
                column="username",
            )
