"""Rosters from the console: a zip is looked at, applied or left, and the last import taken back."""

from __future__ import annotations

import secrets
import tempfile
from functools import partial
from typing import IO, Annotated

from fastapi import Request

from harmony.findings import RosterError
from harmony.roster import DEFAULT_SOURCE
from harmony_server.accounts.refusals import OutOfReach
from harmony_server.api.body import json_body
from harmony_server.api.dependencies import Services, ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.problems import Problem
from harmony_server.api.routers import api_router
from harmony_server.api.routes.admin.models import AdministratorDep, FreshAdministratorDep
from harmony_server.api.routes.admin.roster_models import (
    Apply,
    HeldRosters,
    HeldTold,
    ImportDone,
    Imports,
    Preview,
    PreviewTold,
    Undo,
    import_told,
    people_gone,
    preview_of,
)
from harmony_server.api.times import utc
from harmony_server.roster import desk
from harmony_server.roster import report as reports
from harmony_server.roster.outcome import Accepted, MassRemoval
from harmony_server.roster.undoing import CannotUndo
from harmony_server.roster.uploads import MAX_BYTES, NoSuchUpload, Uploads
from harmony_server.roster.work import Asked, Done

router = api_router("/api/v1/admin/roster")

PIECE = 64 * 1024
SHOWN = 20


@router.post(
    "/previews",
    status_code=201,
    summary="Look at a roster",
    operation_id="preview_roster",
    responses=documented("body_too_large", "unavailable"),
)
async def preview_roster(
    services: ServicesDep, administrator: FreshAdministratorDep, request: Request
) -> PreviewTold:
    """Read a zip, sent as it is (`application/octet-stream`), and tell what it would change."""
    with tempfile.TemporaryFile(dir=services.config.data) as body:
        size = 0
        async for piece in request.stream():
            size += len(piece)
            if size > MAX_BYTES:
                raise Problem("body_too_large")
            body.write(piece)
        body.seek(0)
        look = partial(_looked_at, services, administrator.person.id, body)
        return PreviewTold(preview=await services.store.run(look))


@router.post(
    "/previews/{preview_id}/apply",
    summary="Import a roster that was looked at",
    operation_id="apply_roster",
    responses=documented("not_found", "changed_meanwhile", "unavailable"),
)
async def apply_roster(
    services: ServicesDep,
    administrator: FreshAdministratorDep,
    preview_id: str,
    wanted: Annotated[Apply, json_body(Apply)],
) -> ImportDone:
    """Make it the district's roster: the files that were looked at, and as the district was then."""
    work = partial(_applied, services, administrator.person.id, preview_id, wanted.accept_removals)
    await services.store.run(work)
    return ImportDone(imported=(await services.store.run(_history, services)).imports[0])


@router.get(
    "/held",
    summary="Rosters that wait for a decision",
    operation_id="held_rosters",
    responses=documented("unavailable"),
)
async def held_rosters(services: ServicesDep, _administrator: AdministratorDep) -> HeldRosters:
    """List what arrived by itself and was not applied, because many people would lose the door."""
    held = await services.store.run(Uploads(services.config.data).held)
    return HeldRosters(held=[HeldTold(id=name, at=utc(about.at)) for name, about in held.items()])


@router.post(
    "/held/{preview_id}/look",
    summary="Look at a roster that waits",
    operation_id="look_at_held_roster",
    responses=documented("not_found", "unavailable"),
)
async def look_at_held_roster(
    services: ServicesDep, administrator: FreshAdministratorDep, preview_id: str
) -> PreviewTold:
    """Tell what it would change now; it is applied like any other that was looked at."""
    return PreviewTold(
        preview=await services.store.run(_held_looked_at, services, administrator.person.id, preview_id)
    )


@router.delete(
    "/previews/{preview_id}",
    status_code=204,
    summary="Throw away a roster that was looked at, or waits",
    operation_id="drop_roster",
    responses=documented("not_found", "unavailable"),
)
async def drop_roster(services: ServicesDep, _administrator: FreshAdministratorDep, preview_id: str) -> None:
    """Forget its files; the roster before stays in force."""
    try:
        await services.store.run(Uploads(services.config.data).throw_away, preview_id)
    except NoSuchUpload:
        raise OutOfReach from None


@router.get(
    "/imports",
    summary="The latest imports",
    operation_id="roster_imports",
    responses=documented("unavailable"),
)
async def roster_imports(services: ServicesDep, _administrator: AdministratorDep) -> Imports:
    """List what came, when, by whom, and what it changed."""
    return await services.store.run(_history, services)


@router.post(
    "/undo",
    summary="Take the last import back",
    operation_id="undo_roster",
    responses=documented("too_late_to_undo", "unavailable"),
)
async def undo_roster(
    services: ServicesDep, administrator: FreshAdministratorDep, wanted: Annotated[Undo, json_body(Undo)]
) -> ImportDone:
    """Have the roster before it count again; badges, passwords and grants stay as they are."""
    await services.store.run(_undone, services, administrator.person.id, wanted.accept_removals)
    return ImportDone(imported=(await services.store.run(_history, services)).imports[0])


def _looked_at(services: Services, person_id: str, body: IO[bytes]) -> Preview:
    uploads, now = Uploads(services.config.data), services.now()
    uploads.expire(now)
    try:
        upload_id = uploads.keep([("roster.zip", iter(partial(body.read, PIECE), b""))], secrets.token_bytes)
    except RosterError as error:
        return preview_of("", Done(reports.refused("roster.zip", error.findings), None, error))
    asked = _asked(services, person_id, removals=False)
    done = desk.preview(services.store, uploads, upload_id, asked, now=now, rng=secrets.token_bytes)
    return preview_of(upload_id, done)


def _held_looked_at(services: Services, person_id: str, upload_id: str) -> Preview:
    uploads, now = Uploads(services.config.data), services.now()
    asked = _asked(services, person_id, removals=False)
    try:
        done = desk.preview(services.store, uploads, upload_id, asked, now=now, rng=secrets.token_bytes)
    except NoSuchUpload:
        raise OutOfReach from None
    return preview_of(upload_id, done)


def _applied(services: Services, person_id: str, upload_id: str, removals: int | None) -> None:
    uploads, now = Uploads(services.config.data), services.now()
    asked = _asked(services, person_id, removals=removals is not None)
    try:
        if removals is not None:
            looked = desk.preview(services.store, uploads, upload_id, asked, now=now, rng=secrets.token_bytes)
            if looked.changes is None or people_gone(looked.changes) != removals:
                raise _invalid("accept_removals", "It is not how many people would lose the door.")
        done = desk.apply(services.store, uploads, upload_id, asked, now=now, rng=secrets.token_bytes)
    except NoSuchUpload:
        raise OutOfReach from None
    except desk.RosterMovedOn:
        said = "Another roster was imported since. Look at the files again."
        raise Problem("changed_meanwhile", detail=said) from None
    if done.refusal is not None:
        raise _invalid("", str(done.refusal))


def _undone(services: Services, person_id: str, accept_removals: bool) -> None:
    try:
        desk.undo(services.store, accept_removals=accept_removals, now=services.now(), by=person_id)
    except CannotUndo as error:
        raise Problem("too_late_to_undo", detail=str(error)) from None
    except MassRemoval as error:
        raise _invalid("accept_removals", str(error)) from None


def _asked(services: Services, person_id: str, *, removals: bool) -> Asked:
    return Asked(accepted=Accepted(removals=removals), by=person_id, usernames=services.config.usernames)


def _invalid(where: str, message: str) -> Problem:
    return Problem("invalid_request", errors=[{"where": where, "message": message}])


def _history(services: Services) -> Imports:
    found = desk.history(services.store, SHOWN)
    with services.store.read() as tx:
        names = tx.people.names([each.by_id for each in found if each.by_id])
        source = tx.roster.last_source() or DEFAULT_SOURCE
    undone = {each.undoes for each in found}
    told = [import_told(each, names.get(each.by_id or ""), each.version in undone) for each in found]
    can_undo = len(found) > 1 and found[0].undoes is None
    usernames = list(services.config.usernames.get(source, ()))
    return Imports(imports=told, can_undo=told[0].id if can_undo else None, usernames=usernames)
