"""What an administrator reads about the district: its keys and settings."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from harmony_server.api.dependencies import Services, ServicesDep
from harmony_server.api.routers import api_router
from harmony_server.api.routes.admin.models import AdministratorDep
from harmony_server.api.times import utc
from harmony_server.badges.keys import Key, KeyRing
from harmony_server.settings.told import told

router: APIRouter = api_router("/api/v1/admin")


class KeyAtSchool(BaseModel):
    """How many badges of a school a key signed."""

    id: str
    name: str
    badges: int


class SigningKey(BaseModel):
    """A key of badges, and what its end would have to be printed anew."""

    kid: str
    state: Literal["signs", "believed", "ended"]
    """It signs new badges; its badges open still; they open no more."""
    since: str
    until: str
    badges: int
    """How many badges that were not ended it signed."""
    schools: list[KeyAtSchool]


class SigningKeys(BaseModel):
    """Every key there ever was, the newest first."""

    keys: list[SigningKey]


class Setting(BaseModel):
    """One setting of `district.toml`."""

    name: str
    value: str | int | bool | list[str] | None
    default: str | int | bool | list[str] | None
    meaning: str
    """In English, for whoever reads the answer itself; a page has words of its own by the name."""


class Settings(BaseModel):
    """Every setting that is no secret."""

    settings: list[Setting]


@router.get("/keys", summary="The keys of badges, and what they signed", operation_id="admin_keys")
async def keys(services: ServicesDep, _staff: AdministratorDep) -> SigningKeys:
    """Tell which keys there are, until when, and whose badges would have to be printed anew."""
    return await services.store.run(_keys, services)


@router.get("/settings", summary="The settings and what they mean", operation_id="admin_settings")
async def settings(services: ServicesDep, _staff: AdministratorDep) -> Settings:
    """Tell what stands in `district.toml`, and what would be if it did not."""
    return Settings(
        settings=[
            Setting(name=each.name, value=each.value, default=each.default, meaning=each.meaning)
            for each in told(services.config)
        ]
    )


def _keys(services: Services) -> SigningKeys:
    ring = services.keys().at(services.now())
    with services.store.read() as tx:
        every, by_school = tx.key_use.by_key(), tx.key_use.by_school()
        schools = tx.places.schools({school for _, school in by_school})
    return SigningKeys(
        keys=[
            SigningKey(
                kid=key.kid,
                state=_state(key, ring),
                since=utc(key.created),
                until=utc(key.not_after),
                badges=every.get(key.kid, 0),
                schools=[
                    KeyAtSchool(id=school, name=schools[school].name, badges=count)
                    for (kid, school), count in sorted(by_school.items())
                    if kid == key.kid and school in schools
                ],
            )
            for key in reversed(ring.keys)
        ]
    )


def _state(key: Key, ring: KeyRing) -> Literal["signs", "believed", "ended"]:
    live = [each.kid for each in ring.keys if each.is_live(ring.now)]
    if key.kid not in live:
        return "ended"
    return "signs" if key.kid == live[-1] else "believed"
