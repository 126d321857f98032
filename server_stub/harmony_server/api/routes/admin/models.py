"""What the routes for leads and administrators have in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from harmony.grants import GrantKind
from harmony_server.accounts.second_step import Need
from harmony_server.api.dependencies import GrantHolder, with_grant

LEADS = (GrantKind.SCHOOL_LEAD, GrantKind.DISTRICT_ADMINISTRATOR)
LeadDep = Annotated[GrantHolder, with_grant(*LEADS)]
FreshLeadDep = Annotated[GrantHolder, with_grant(*LEADS, second_step=Need.FRESH)]
AdministratorDep = Annotated[GrantHolder, with_grant(GrantKind.DISTRICT_ADMINISTRATOR)]
FreshAdministratorDep = Annotated[
    GrantHolder, with_grant(GrantKind.DISTRICT_ADMINISTRATOR, second_step=Need.FRESH)
]
PortalId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,20}$")]
