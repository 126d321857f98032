"""The operations of the server's API that the console asks for. Written by `python3 build.py api`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from harmony_console import api_types as api

Sought = str | int | None
"""What stands in a query; empty is as if it did not."""


class Operations(ABC):
    """A method for each operation, named by its id. All raise Refused."""

    @abstractmethod
    async def ask(
        self, method: str, path: str, *, query: Mapping[str, Sought] | None = None, body: Any = None
    ) -> Any:
        """Ask the server; gives the body of its answer."""

    @abstractmethod
    async def upload(self, path: str, field: str) -> Any:
        """Send the file chosen in a field; gives the body of the answer."""

    async def staff_me(self) -> api.Me:
        """Who I am, and what I may do."""
        answer: api.Me = await self.ask("GET", "staff/me")
        return answer

    async def invite(self, body: api.Invitee) -> api.Invitation:
        """Invite a colleague."""
        answer: api.Invitation = await self.ask("POST", "admin/invitations", body=body)
        return answer

    async def staff_classes(self, *, school: Sought = None) -> api.Classes:
        """The classes of whoever asks, or of a school."""
        answer: api.Classes = await self.ask("GET", "staff/classes", query={"school": school})
        return answer

    async def staff_class(self, class_id: str) -> api.ClassList:
        """A class and its students."""
        answer: api.ClassList = await self.ask("GET", f"staff/classes/{class_id}")
        return answer

    async def staff_students(
        self, *, q: Sought = None, school: Sought = None, grade: Sought = None, limit: Sought = None
    ) -> api.FoundStudents:
        """Students by any part of a name or number."""
        answer: api.FoundStudents = await self.ask(
            "GET", "staff/students", query={"q": q, "school": school, "grade": grade, "limit": limit}
        )
        return answer

    async def staff_student(self, student_id: str) -> api.WholeStudent:
        """All that staff see of a student."""
        answer: api.WholeStudent = await self.ask("GET", f"staff/students/{student_id}")
        return answer

    async def staff_lettering(self, body: api.Texts) -> api.TextOutlines:
        """Names as outlines, for badges."""
        answer: api.TextOutlines = await self.ask("POST", "staff/lettering", body=body)
        return answer

    async def layouts(self) -> api.Layouts:
        """The sheets that badges can be printed on."""
        answer: api.Layouts = await self.ask("GET", "staff/layouts")
        return answer

    async def print_badges(self, body: api.Print) -> api.Printed:
        """Print badges."""
        answer: api.Printed = await self.ask("POST", "staff/badges/print", body=body)
        return answer

    async def print_job(self, job_id: str) -> api.JobTold:
        """How far a print is."""
        answer: api.JobTold = await self.ask("GET", f"staff/print-jobs/{job_id}")
        return answer

    async def stop_print_job(self, job_id: str) -> None:
        """Stop a print, or remove its file."""
        await self.ask("DELETE", f"staff/print-jobs/{job_id}")

    async def staff_record(self, *, event: Sought = None, before: Sought = None) -> api.RecordPage:
        """What was done about my students."""
        answer: api.RecordPage = await self.ask(
            "GET", "staff/record", query={"event": event, "before": before}
        )
        return answer

    async def view_as(self, student_id: str) -> api.SeenDashboard:
        """A student's dashboard as they see it."""
        answer: api.SeenDashboard = await self.ask("GET", f"staff/students/{student_id}/view-as")
        return answer

    async def badge_counts(self) -> api.BadgesTold:
        """How many students have a badge, by school and grade."""
        answer: api.BadgesTold = await self.ask("GET", "admin/badges")
        return answer

    async def admin_people(
        self, *, q: Sought = None, role: Sought = None, limit: Sought = None
    ) -> api.StaffList:
        """Colleagues and their grants."""
        answer: api.StaffList = await self.ask(
            "GET", "admin/people", query={"q": q, "role": role, "limit": limit}
        )
        return answer

    async def give_grant(self, body: api.NewGrant) -> api.GivenGrant:
        """Give a colleague a grant."""
        answer: api.GivenGrant = await self.ask("POST", "admin/grants", body=body)
        return answer

    async def take_grant_back(self, grant_id: str) -> None:
        """Take a grant back."""
        await self.ask("DELETE", f"admin/grants/{grant_id}")

    async def admin_audit(
        self,
        *,
        before: Sought = None,
        from_: Sought = None,
        to: Sought = None,
        event: Sought = None,
        person: Sought = None,
    ) -> api.AuditPage:
        """The record."""
        answer: api.AuditPage = await self.ask(
            "GET",
            "admin/audit",
            query={"before": before, "from": from_, "to": to, "event": event, "person": person},
        )
        return answer

    async def admin_sign_ins(self, *, days: Sought = None) -> api.SignIns:
        """Sign-ins by day."""
        answer: api.SignIns = await self.ask("GET", "admin/sign-ins", query={"days": days})
        return answer

    async def admin_keys(self) -> api.SigningKeys:
        """The keys of badges, and what they signed."""
        answer: api.SigningKeys = await self.ask("GET", "admin/keys")
        return answer

    async def admin_settings(self) -> api.Settings:
        """The settings and what they mean."""
        answer: api.Settings = await self.ask("GET", "admin/settings")
        return answer

    async def admin_apps(self) -> api.CatalogueApps:
        """The apps, and who sees them."""
        answer: api.CatalogueApps = await self.ask("GET", "admin/apps")
        return answer

    async def add_app(self, body: api.NewAppBody) -> api.AppKept:
        """Add an app."""
        answer: api.AppKept = await self.ask("POST", "admin/apps", body=body)
        return answer

    async def admin_app(self, app_id: str) -> api.AppDetail:
        """One app."""
        answer: api.AppDetail = await self.ask("GET", f"admin/apps/{app_id}")
        return answer

    async def change_app(self, app_id: str, body: api.AppChanges) -> api.AppKept:
        """Change an app."""
        answer: api.AppKept = await self.ask("PATCH", f"admin/apps/{app_id}", body=body)
        return answer

    async def set_app_icon(self, app_id: str, field: str) -> api.AppKept:
        """Give an app a picture."""
        answer: api.AppKept = await self.upload(f"admin/apps/{app_id}/icon", field)
        return answer

    async def remove_app(self, app_id: str, body: api.VersionBody) -> api.AppKept:
        """Take an app out."""
        answer: api.AppKept = await self.ask("POST", f"admin/apps/{app_id}/removal", body=body)
        return answer

    async def undo_apps(self) -> api.AppKept:
        """Take the last change of the catalogue back."""
        answer: api.AppKept = await self.ask("POST", "admin/catalogue/undo")
        return answer

    async def rotate_app_secret(self, app_id: str) -> api.AppKept:
        """Give an app a new secret."""
        answer: api.AppKept = await self.ask("POST", f"admin/apps/{app_id}/secret")
        return answer

    async def preview_roster(self, field: str) -> api.PreviewTold:
        """Look at a roster."""
        answer: api.PreviewTold = await self.upload("admin/roster/previews", field)
        return answer

    async def apply_roster(self, preview_id: str, body: api.Apply) -> api.ImportDone:
        """Import a roster that was looked at."""
        answer: api.ImportDone = await self.ask(
            "POST", f"admin/roster/previews/{preview_id}/apply", body=body
        )
        return answer

    async def held_rosters(self) -> api.HeldRosters:
        """Rosters that wait for a decision."""
        answer: api.HeldRosters = await self.ask("GET", "admin/roster/held")
        return answer

    async def look_at_held_roster(self, preview_id: str) -> api.PreviewTold:
        """Look at a roster that waits."""
        answer: api.PreviewTold = await self.ask("POST", f"admin/roster/held/{preview_id}/look")
        return answer

    async def drop_roster(self, preview_id: str) -> None:
        """Throw away a roster that was looked at, or waits."""
        await self.ask("DELETE", f"admin/roster/previews/{preview_id}")

    async def roster_imports(self) -> api.Imports:
        """The latest imports."""
        answer: api.Imports = await self.ask("GET", "admin/roster/imports")
        return answer

    async def undo_roster(self, body: api.Undo) -> api.ImportDone:
        """Take the last import back."""
        answer: api.ImportDone = await self.ask("POST", "admin/roster/undo", body=body)
        return answer
