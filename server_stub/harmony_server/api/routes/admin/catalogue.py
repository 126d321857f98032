"""Changing the app catalogue: the same as `harmony apps …` and an editor do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, TypeVar

from fastapi import Request

from harmony.apps import load
from harmony.findings import AppsError
from harmony_server.accounts.refusals import OutOfReach
from harmony_server.api.answers import issuer_of
from harmony_server.api.body import json_body, read_bounded
from harmony_server.api.dependencies import GrantHolder, Services, ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.problems import Problem
from harmony_server.api.routers import api_router
from harmony_server.api.routes.admin.catalogue_models import (
    AppChanges,
    AppKept,
    NewAppBody,
    VersionBody,
    as_written,
    for_the_maker,
)
from harmony_server.api.routes.admin.models import FreshAdministratorDep
from harmony_server.catalogue.desk import Desk, NoSecret
from harmony_server.catalogue.entries import Kind, NewApp, NoSuchApp
from harmony_server.catalogue.file import ChangedMeanwhile, NothingToUndo
from harmony_server.catalogue.icons import MAX_BYTES as MAX_ICON
from harmony_words import LANGUAGES

router = api_router("/api/v1/admin")

T = TypeVar("T")


@router.post(
    "/apps",
    status_code=201,
    summary="Add an app",
    operation_id="add_app",
    responses=documented("invalid_request", "changed_meanwhile", "unavailable"),
)
async def add_app(
    request: Request,
    services: ServicesDep,
    staff: FreshAdministratorDep,
    body: Annotated[NewAppBody, json_body(NewAppBody)],
) -> AppKept:
    """Put it into the catalogue; its secret is in this answer, and never again."""
    new = NewApp(
        id=body.id,
        name=as_written(body.name),
        kind=Kind(body.kind),
        link=body.link,
        redirect_uris=body.redirect_uris,
        claims=body.claims,
        who=body.who.entry(),
    )
    desk, issuer = _desk(services, staff), issuer_of(request, services)

    def work() -> AppKept:
        secret = desk.add(new, body.version)
        added = load(desk.file.text(), LANGUAGES).app(new.id)
        return AppKept(
            version=desk.file.version(),
            for_the_maker=for_the_maker(added, issuer, secret) if added else None,
        )

    return await services.store.run(_in_words, work)


@router.patch(
    "/apps/{app_id}",
    summary="Change an app",
    operation_id="change_app",
    responses=documented("not_found", "invalid_request", "changed_meanwhile", "unavailable"),
)
async def change_app(
    app_id: str,
    services: ServicesDep,
    staff: FreshAdministratorDep,
    body: Annotated[AppChanges, json_body(AppChanges)],
) -> AppKept:
    """Set what is given, and leave the rest."""
    desk = _desk(services, staff)
    who = body.who.entry() if body.who else None
    change = partial(desk.change, app_id, body.entry(), who=who, version=body.version)
    return await _changed(services, desk, change)


@router.post(
    "/apps/{app_id}/icon",
    summary="Give an app a picture",
    operation_id="set_app_icon",
    responses=documented("not_found", "invalid_request", "body_too_large", "unavailable"),
)
async def set_app_icon(
    app_id: str, request: Request, services: ServicesDep, staff: FreshAdministratorDep
) -> AppKept:
    """Take an SVG or a PNG, sent as it is (`application/octet-stream`), and keep of it what draws."""
    desk, data = _desk(services, staff), await read_bounded(request, MAX_ICON)
    return await _changed(services, desk, partial(desk.set_icon, app_id, data))


@router.post(
    "/apps/{app_id}/removal",
    summary="Take an app out",
    operation_id="remove_app",
    responses=documented("not_found", "invalid_request", "changed_meanwhile", "unavailable"),
)
async def remove_app(
    app_id: str,
    services: ServicesDep,
    staff: FreshAdministratorDep,
    body: Annotated[VersionBody, json_body(VersionBody)],
) -> AppKept:
    """Nobody sees it any more; `undo` brings it back as it was, with its secret."""
    desk = _desk(services, staff)
    return await _changed(services, desk, partial(desk.remove, app_id, body.version))


@router.post(
    "/catalogue/undo",
    summary="Take the last change of the catalogue back",
    operation_id="undo_apps",
    responses=documented("too_late_to_undo", "unavailable"),
)
async def undo_apps(services: ServicesDep, staff: FreshAdministratorDep) -> AppKept:
    """Let stand what stood before; not where the file was changed elsewhere since."""
    desk = _desk(services, staff)
    return await _changed(services, desk, desk.undo)


@router.post(
    "/apps/{app_id}/secret",
    status_code=201,
    summary="Give an app a new secret",
    operation_id="rotate_app_secret",
    responses=documented("not_found", "invalid_request", "unavailable"),
)
async def rotate_app_secret(
    app_id: str, request: Request, services: ServicesDep, staff: FreshAdministratorDep
) -> AppKept:
    """The old one is good for nothing from now on; the new one is in this answer, and never again."""
    desk, issuer = _desk(services, staff), issuer_of(request, services)

    def work() -> AppKept:
        changed, secret = desk.rotate_secret(app_id)
        return AppKept(version=desk.file.version(), for_the_maker=for_the_maker(changed, issuer, secret))

    return await services.store.run(_in_words, work)


def _desk(services: Services, staff: GrantHolder) -> Desk:
    return Desk(services.config, services.store, services.now, staff.person.id)


async def _changed(services: Services, desk: Desk, change: Callable[[], None]) -> AppKept:
    """Make a change of which there is nothing to tell but the version that the catalogue has then."""

    def work() -> AppKept:
        change()
        return AppKept(version=desk.file.version())

    return await services.store.run(_in_words, work)


def _in_words(work: Callable[[], T]) -> T:
    """What comes of it; refusals as problems, each with the key it is about."""
    try:
        return work()
    except NoSuchApp:
        raise OutOfReach from None
    except NoSecret:
        raise _invalid(
            [("oidc", "This app has no secret: it proves itself otherwise, or not at all.")]
        ) from None
    except ChangedMeanwhile:
        said = "The catalogue was changed since you looked at it. Look again."
        raise Problem("changed_meanwhile", detail=said) from None
    except NothingToUndo:
        said = "There is nothing to take back, or the file was changed elsewhere since."
        raise Problem("too_late_to_undo", detail=said) from None
    except AppsError as error:
        raise _invalid([_place(each.message) for each in error.findings]) from None


def _place(message: str) -> tuple[str, str]:
    """The key that a finding is about, and what is to be mended."""
    where, _, said = message.partition(": ")
    return where.rpartition(", ")[2], said


def _invalid(errors: list[tuple[str, str]]) -> Problem:
    return Problem("invalid_request", errors=[{"where": where, "message": said} for where, said in errors])
