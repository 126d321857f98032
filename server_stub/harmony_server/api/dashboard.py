"""What a signed-in person sees: a greeting, their picture, and the apps that are theirs."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from harmony.apps import App, Catalogue
from harmony.model import Person
from harmony_server.store import Store


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DashboardPerson(_Closed):
    """The signed-in person, with nothing the page does not show."""

    given_name: str
    role: Literal["student", "teacher", "administrator"]
    picture: str
    colour: str


class AppNames(_Closed):
    """A tile's name in each language."""

    en: str
    es: str


class DashboardApp(_Closed):
    """One tile."""

    id: str
    names: AppNames
    icon: str | None
    background: str
    category: str
    link: str


class Dashboard(_Closed):
    """A person's dashboard; the apps are in the order of the catalogue."""

    person: DashboardPerson
    apps: list[DashboardApp]


def dashboard_of(person: Person, store: Store, catalogue: Catalogue) -> Dashboard:
    """Put a person's dashboard together."""
    with store.read() as tx:
        membership = tx.people.membership(person)
    return Dashboard(
        person=DashboardPerson.model_validate(
            {
                "given_name": person.given_name,
                "role": person.role.value,
                "picture": person.picture.name,
                "colour": person.picture.colour,
            }
        ),
        apps=[_tile(app) for app in catalogue.visible_to(membership)],
    )


def _tile(app: App) -> DashboardApp:
    return DashboardApp(
        id=app.id,
        names=AppNames(**app.names),
        icon=f"/icons/{app.icon}" if app.icon else None,
        background=app.background,
        category=app.category,
        link=app.link,
    )
