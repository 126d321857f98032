"""Reading the app catalogue: what stands in it, and how much each app is used."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from harmony.apps import App
from harmony_server.accounts.refusals import OutOfReach
from harmony_server.api.dashboard import InLanguages
from harmony_server.api.dependencies import Services, ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.routers import api_router
from harmony_server.api.routes.admin.catalogue_models import Count, SignOn, sign_on
from harmony_server.api.routes.admin.models import AdministratorDep
from harmony_server.api.times import utc
from harmony_server.catalogue.file import CatalogueFile
from harmony_server.staff.audience import seen_by
from harmony_words import FIRST

router = api_router("/api/v1/admin/apps")

WEEK_S = 7 * 24 * 3600
WEEKS = 8


class CatalogueApp(BaseModel):
    """An app, and the rule of who sees it. A list that is null was not asked for; an empty one is nobody."""

    id: str
    name: str
    names: InLanguages
    category: str
    icon: str | None
    """Where its picture is."""
    background: str
    link: str
    sign_on: Literal["link", "oidc"]
    told: list[str]
    """What it is told of a person, beyond the least."""
    everyone: bool
    roles: list[str] | None
    grades: list[str]
    schools: list[str]
    """What rosters call them."""
    classes: list[str]
    seen_by: int
    """How many people see it."""
    down: InLanguages | None
    """Why it does not open just now."""
    opened: int
    """How often it was opened from the portal in the last seven days."""


class CatalogueApps(BaseModel):
    """The apps in the order of the catalogue."""

    apps: list[CatalogueApp]
    version: str
    can_undo: bool


class AppDetail(BaseModel):
    """One app, whole, and how much it is used."""

    app: CatalogueApp
    version: str
    oidc: SignOn | None
    weeks: list[Count]
    """The last eight, the latest first."""
    classes: list[Count]
    """In the last seven days."""


@router.get("", summary="The apps, and who sees them", operation_id="admin_apps")
async def apps(services: ServicesDep, _staff: AdministratorDep) -> CatalogueApps:
    """Tell what stands in `apps.toml`."""
    return await services.store.run(_apps, services)


@router.get(
    "/{app_id}",
    summary="One app",
    operation_id="admin_app",
    responses=documented("not_found", "unavailable"),
)
async def app(app_id: str, services: ServicesDep, _staff: AdministratorDep) -> AppDetail:
    """Tell all that stands of it, and how often it was opened, by week and by class."""
    return await services.store.run(_detail, services, app_id)


def _apps(services: Services) -> CatalogueApps:
    catalogue, file = services.apps(), CatalogueFile(services.config.apps)
    with services.store.read() as tx:
        opened, seen = tx.launches.counts(services.now() - WEEK_S), seen_by(catalogue, tx)
    told = [_app(each, seen=seen[each.id], opened=opened.get(each.id, (0, 0))[0]) for each in catalogue.apps]
    return CatalogueApps(apps=told, version=file.version(), can_undo=file.can_undo())


def _detail(services: Services, app_id: str) -> AppDetail:
    catalogue = services.apps()
    found = catalogue.app(app_id)
    if found is None:
        raise OutOfReach
    now = services.now()
    with services.store.read() as tx:
        weeks = tx.launches.by_week(app_id, until=now, week_s=WEEK_S, weeks=WEEKS)
        classes = tx.launches.by_class(app_id, since=now - WEEK_S)
        seen = seen_by(catalogue, tx)[app_id]
    return AppDetail(
        app=_app(found, seen=seen, opened=weeks[0][1]),
        version=CatalogueFile(services.config.apps).version(),
        oidc=sign_on(found.oidc) if found.oidc else None,
        weeks=[Count(name=utc(since)[:10], opened=opened, people=people) for since, opened, people in weeks],
        classes=[Count(name=title, opened=opened, people=people) for title, opened, people in classes],
    )


def _app(app: App, *, seen: int, opened: int) -> CatalogueApp:
    who = app.audience
    return CatalogueApp(
        id=app.id,
        name=app.names[FIRST.code],
        names=dict(app.names),
        category=app.category,
        icon=f"/icons/{app.icon}" if app.icon else None,
        background=app.background,
        link=app.link,
        sign_on="oidc" if app.oidc else "link",
        told=list(app.oidc.claims) if app.oidc else [],
        everyone=who.everyone,
        roles=None if who.roles is None else sorted(role.value for role in who.roles),
        grades=sorted(who.grades or ()),
        schools=sorted(who.schools or ()),
        classes=sorted(who.classes or ()),
        seen_by=seen,
        down=dict(app.down) if app.down else None,
        opened=opened,
    )
