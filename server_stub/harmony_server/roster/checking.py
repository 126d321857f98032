"""Whether staged files are a whole roster: every id once, every reference to something that is there."""

from __future__ import annotations

from harmony.findings import Said, said
from harmony.roster.facts import GONE, Kind
from harmony.roster.findings import Diagnostics
from harmony.roster.references import Orphans
from harmony.roster.rows import quoted
from harmony_server.store import staging as staged
from harmony_server.store.engine import Workbench
from harmony_server.store.staging import Loader, References, Repeated, difference, joining, tables
from harmony_server.store.staging.references import Referring

NOT_COUNTED = frozenset(("organisation",))
"""Why rows are left out of which nobody need be told: a district is no school."""
NOBODY = {
    Kind.SCHOOL: said("hold no schools that have a place in the portal."),
    Kind.PERSON: said("hold no people that have a place in the portal."),
}
_KINDS = (Kind.SCHOOL, Kind.CLASS, Kind.PERSON)


class Check:
    """Goes through what was loaded, in the order in which kinds refer to each other."""

    def __init__(self, bench: Workbench, loaded: Loader, diagnostics: Diagnostics) -> None:
        self._bench = bench
        self._connection = bench.connection
        self._files = loaded.files
        self._ids = loaded.prologue.ids
        self._diagnostics = diagnostics
        self._orphans = Orphans(loaded.prologue, diagnostics)

    def rows(self) -> None:
        """Join the rows that tell of the same thing, and find out what everybody is."""
        joining.drop_gone(self._connection)
        for kind in _KINDS:
            joining.find_repeated(self._connection, kind)
            self._tell_repeated(kind)
            joining.merge_repeated(self._connection, kind)
        self._count_left_out()
        self._follow(staged.PLACES)
        joining.take_places(self._connection)
        self._tell_undecided()
        for why, number in joining.leave_out_people(self._connection):
            self._diagnostics.left_out[why] += number
        for each in joining.same_usernames(self._connection):
            self._refuse_username(each)

    def references(self) -> None:
        """Follow what refers to schools."""
        self._bench.know(*(each.name for each in tables.IMPORTED))
        self._follow(staged.MEMBERS)
        self._follow(staged.CLASSES)
        self._leave_out_classes()

    def enrollments(self, tolerated_orphans: int) -> None:
        """Follow every enrollment, and judge; raises RosterError with everything that has to be mended."""
        if lost := difference.hold(self._bench):
            # Only then is it worth while to ask which ids are nowhere.
            respelt = [self._follow(each) for each in (staged.IN_CLASSES, staged.OF_PEOPLE)]
            lost = difference.hold(self._bench) if any(respelt) else lost
        if lost:
            self._diagnostics.left_out[Kind.ENROLLMENT.value] += lost
        self._orphans.judge(tolerated_orphans)
        self._refuse_nobody()
        for kind in _KINDS:
            self._tell_alike(kind)
        self._diagnostics.read()

    def _follow(self, referring: Referring) -> bool:
        """Note what leads nowhere as it is written; whether any of it was read as something else."""
        references = References(self._bench, referring)
        respelt = references.respelt()
        for file, line, number in respelt:
            what = said("writes ids in other capitals; each is read as the one it looks like.")
            self._note(
                file, what, line, number, self._orphans.column(self._files[file], referring.kind).column
            )
        for file, first, ids, rows in references.orphans():
            self._orphans.add(self._files[file], referring.kind, first, ids=ids, rows=rows)
        return bool(respelt)

    def _note(self, file: int, what: Said, line: int, number: int, column: str | None = None) -> None:
        name = self._files[file]
        self._diagnostics.notes.add(name, what, row=line, column=column, cause=what, rows=number)

    def _tell_repeated(self, kind: Kind) -> None:
        for file, line, number in joining.same_again(self._connection, kind):
            column = self._ids.get(self._files[file])
            self._note(file, said("tells the same of one id again; read as one."), line, number, column)
        for each in joining.contradicting(self._connection, kind):
            file = self._files[each.file]
            self._diagnostics.incomplete.add(file)
            self._diagnostics.problem(
                file,
                self._contradiction(each),
                said("Keep one of them."),
                row=each.line,
                column=self._ids.get(file),
            )

    def _contradiction(self, row: Repeated) -> Said:
        which, place = quoted(row.id), self._earlier(row)
        if row.earlier_file == 0:
            return said("{id} stands in the roster already, and the rows differ.", id=which)
        if row.earlier_file == row.file:
            return said("{id} stands in row {row} already, and the rows differ.", id=which, **place)
        return said("{id} stands in {file}, row {row} already, and the rows differ.", id=which, **place)

    def _taken(self, row: Repeated) -> Said:
        if row.earlier_file == 0:
            return said("has the username of somebody who stays.")
        if row.earlier_file == row.file:
            return said("has the username of row {row}.", **self._earlier(row))
        return said("has the username of {file}, row {row}.", **self._earlier(row))

    def _earlier(self, row: Repeated) -> dict[str, str]:
        return {"file": self._files[row.earlier_file], "row": str(row.earlier_line)}

    def _count_left_out(self) -> None:
        for kind, why, number in joining.left_out(self._connection):
            if why not in NOT_COUNTED:
                self._diagnostics.left_out[why if kind == Kind.PERSON.value else kind] += number

    def _tell_undecided(self) -> None:
        for file, line, number in joining.undecided(self._connection):
            what = said("has several roles of one person and none is primary: the first counts.")
            self._note(file, what, line, number)

    def _refuse_username(self, row: Repeated) -> None:
        self._diagnostics.problem(
            self._files[row.file] or "the roster",
            self._taken(row),
            said("Give one of the two another; capitals, digits' scripts and what is unseen do not count."),
            row=row.line or None,
        )

    def _leave_out_classes(self) -> None:
        for each in joining.of_no_school(self._connection):
            file = self._files[each.file]
            self._diagnostics.problem(
                file,
                said("{id} is no school.", id=quoted(each.school_ref)),
                said("A class must belong to a school."),
                row=each.line,
                column=self._orphans.column(file, Kind.SCHOOL).column,
            )
        if lost := joining.leave_out_classes(self._connection, GONE):
            self._diagnostics.left_out[Kind.CLASS.value] += lost

    def _refuse_nobody(self) -> None:
        """A roster without people or schools is a broken export; one without classes is only odd."""
        if len(self._diagnostics.problems):
            return
        for kind in (Kind.SCHOOL, Kind.PERSON):
            if joining.is_empty(self._connection, kind):
                self._diagnostics.problem(
                    "the files",
                    NOBODY[kind],
                    said("Is the export whole?"),
                )

    def _tell_alike(self, kind: Kind) -> None:
        for one, other in joining.alike(self._connection, kind):
            alike = said(
                "{one} and {other} look alike; they are taken for two.", one=quoted(one), other=quoted(other)
            )
            self._diagnostics.notes.add("the files", alike, cause=(kind, "alike"))
