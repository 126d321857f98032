"""What a signed-in person sees: a greeting, their picture, and the apps that are theirs."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from harmony.apps import App, Catalogue, StartHere
from harmony.model import Membership, Person, Role
from harmony_server.accounts.second_step import State
from harmony_server.accounts.sessions import TimeLeft
from harmony_server.settings.config import Config


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DashboardPerson(_Closed):
    """The signed-in person, with nothing the page does not show."""

    given_name: str
    role: Literal["student", "teacher", "administrator"]
    picture: str
    colour: str
    key: str
    """By which a shared device keeps this person's favourites without a name: it opens nothing."""


InLanguages = Annotated[
    dict[str, str],
    Field(description="By language (BCP 47): the first is always there; others where the text differs."),
]


class DashboardApp(_Closed):
    """One tile."""

    id: str
    names: InLanguages
    icon: str | None
    background: str
    category: str
    link: str
    down: bool
    """It does not open just now: its link leads to words and a way back."""


class DashboardStart(_Closed):
    """The app that is to be opened first, and whom that is from, in each language."""

    app: str
    sender: InLanguages = Field(alias="from")


class DashboardSession(_Closed):
    """Whole seconds until the session ends by itself, from this answer on."""

    idle_seconds_left: int
    """If nothing more is asked for."""
    longest_seconds_left: int
    """Whatever is asked for."""
    away_seconds: int
    """How long the page may be out of sight until whoever is in is taken to have left."""


class DashboardStaff(_Closed):
    """How far somebody of the staff is with their second step."""

    second_step: Literal["needed", "done", "not_set_up"]


class Dashboard(_Closed):
    """A person's dashboard; the apps are in the order of the catalogue."""

    person: DashboardPerson
    session: DashboardSession
    search: bool
    """Whether somebody reads well enough to look for apps by name; else each name can be heard."""
    start_here: DashboardStart | None
    apps: list[DashboardApp]
    ask_who: bool
    """Whether to ask "Is this you?" first: a badge alone said who it is, and the school wants it."""
    account: bool
    """Whether this person looks after an account themselves, at /account/."""
    staff: DashboardStaff | None
    """For whoever holds a grant and came with a password; null for everybody else."""


LEARNING_TO_READ = frozenset({"PK", "KG", "01", "02"})
"""Grades whose apps are found by picture and by ear."""
KEY_LENGTH = 22
"""Characters of a person's key: 88 bits, for telling apart and nothing else."""


def dashboard_of(
    person: Person,
    membership: Membership,
    left: TimeLeft,
    catalogue: Catalogue,
    config: Config,
    *,
    staff: State | None = None,
    badge_alone: bool = False,
) -> Dashboard:
    """Put a person's dashboard together; `badge_alone` if nothing but a badge has just said who they are."""
    sharing = config.sharing
    return Dashboard(
        person=DashboardPerson.model_validate(
            {
                "given_name": person.given_name,
                "role": person.role.value,
                "picture": person.picture.name,
                "colour": person.picture.colour,
                "key": _key(person),
            }
        ),
        session=DashboardSession(
            idle_seconds_left=int(left.idle_s),
            longest_seconds_left=int(left.longest_s),
            away_seconds=sharing.away_s,
        ),
        search=_reads(membership),
        start_here=_start(catalogue.pinned_for(membership)),
        apps=[_tile(app) for app in catalogue.visible_to(membership)],
        ask_who=badge_alone and sharing.is_this_you.admits(membership),
        account=config.has_own_account(person),
        staff=DashboardStaff.model_validate({"second_step": staff.value}) if staff else None,
    )


def _key(person: Person) -> str:
    """An id of the person for devices alone; the portal's own id, which is random, cannot be told from it."""
    return hashlib.sha256(f"harmony dashboard\0{person.id}".encode()).hexdigest()[:KEY_LENGTH]


def _reads(membership: Membership) -> bool:
    """Whether somebody is past learning to read: in third grade or above, or no student."""
    return membership.role is not Role.STUDENT or not membership.grades <= LEARNING_TO_READ


def _start(pin: StartHere | None) -> DashboardStart | None:
    return DashboardStart.model_validate({"app": pin.app, "from": pin.sender}) if pin else None


def _tile(app: App) -> DashboardApp:
    look = app.icon, app.background, app.category, app.way
    return _made_tile(app.id, tuple(app.names.items()), *look, down=app.down is not None)


@lru_cache(maxsize=4096)
def _made_tile(
    app_id: str,
    names: tuple[tuple[str, str], ...],
    icon: str,
    background: str,
    category: str,
    link: str,
    *,
    down: bool,
) -> DashboardApp:
    return DashboardApp(
        id=app_id,
        names=dict(names),
        icon=f"/icons/{icon}" if icon else None,
        background=background,
        category=category,
        link=link,
        down=down,
    )
