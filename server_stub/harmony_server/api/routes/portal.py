"""What anybody may know: the portal's name, its public keys, its icons, and whether it is well."""

from __future__ import annotations

import re
from typing import Any, Literal

from fastapi import Request
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel

from harmony_server.api.connection import client_address
from harmony_server.api.dependencies import Services, ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.problems import Problem
from harmony_server.api.routers import api_router
from harmony_server.api.static_site import INDEX
from harmony_server.badges.keys import KeyRingError

_ICON = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*\.(svg|png)")
_ICON_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}
_ICON_HEADERS = {
    "Cache-Control": "no-cache",
    # An icon is a district's own file: opened by itself it may be drawn, and nothing else.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
}

RETRY_S = 5

router = api_router()


class Portal(BaseModel):
    """A district's portal, for the page's header."""

    name: str
    district: str
    phone: str | None
    sounds: bool
    """Whether the page may make sounds."""
    mail: bool
    """Whether a forgotten password can be set by a link that comes by mail."""
    doors: bool
    """Whether families may keep their children's doors on a device of theirs."""


class Phone(BaseModel):
    """A number to call for help, as the school writes it."""

    school: str | None
    """None for the district's."""
    phone: str


class Phones(BaseModel):
    """Whom families call: their school where it has a number of its own, and else the district."""

    phones: list[Phone]


class Health(BaseModel):
    """The server answers."""

    status: Literal["ok"] = "ok"


class Connection(BaseModel):
    """What the server sees of a request's way."""

    https: bool
    """Whether it came over https, as a trusted proxy says."""
    address: str
    """Where it came from; tries are counted there."""


class JwkSetResponse(JSONResponse):
    """A JSON Web Key Set by its own media type (RFC 7517, section 8.5.2)."""

    media_type = "application/jwk-set+json"


class JsonWebKey(BaseModel):
    """An Ed25519 public key (RFC 8037, section 2)."""

    kty: Literal["OKP"]
    crv: Literal["Ed25519"]
    alg: Literal["EdDSA"]
    use: Literal["sig"]
    kid: str
    x: str


class JsonWebKeySet(BaseModel):
    """The keys that badges are verified with now (RFC 7517, section 5)."""

    keys: list[JsonWebKey]


@router.get("/api/v1/portal", summary="The portal's name, district and help line", operation_id="portal")
async def portal(services: ServicesDep) -> Portal:
    """Answer what the page's header and the scanner need."""
    config = services.config
    return Portal(
        name=config.name,
        district=config.code,
        phone=config.phone,
        sounds=config.sounds,
        mail=config.mail is not None,
        doors=config.sharing.doors,
    )


@router.get("/api/v1/phones", summary="The numbers that families can call", operation_id="phones")
async def phones(services: ServicesDep) -> Phones:
    """Answer what the families' page shows."""
    config = services.config
    own = [Phone(school=school, phone=phone) for school, phone in sorted(config.school_phones.items())]
    of_all = [Phone(school=None, phone=config.phone)] if config.phone else []
    return Phones(phones=own + of_all)


@router.get("/api/v1/connection", summary="How this request reached the server", operation_id="connection")
async def connection(request: Request) -> Connection:
    """Answer with what only a proxy in between can get wrong; `harmony doctor` asks it from outside."""
    return Connection(https=request.scope["scheme"] == "https", address=client_address(request))


@router.get(
    "/.well-known/badge-keys.json",
    summary="The public keys of badges",
    operation_id="badge_keys",
    response_class=JwkSetResponse,
)
async def badge_keys(services: ServicesDep) -> JsonWebKeySet:
    """List the keys that are live now. They verify badges, and never anything else."""
    return JsonWebKeySet.model_validate(services.keys().at(services.now()).jwks())


@router.get(
    "/icons/{file}",
    summary="An app's icon",
    operation_id="icon",
    response_class=FileResponse,
    responses={200: {"content": {each: {} for each in _ICON_TYPES.values()}}, **documented("not_found")},
)
async def icon(file: str, services: ServicesDep) -> Any:
    """Serve a drawing from the district's icons folder."""
    path = services.config.icons / file
    if not _ICON.fullmatch(file) or not path.is_file():
        raise Problem("not_found")
    return FileResponse(path, media_type=_ICON_TYPES[path.suffix], headers=_ICON_HEADERS)


@router.get("/healthz", summary="Whether the process runs", operation_id="healthz")
async def healthz() -> Health:
    """Answer as long as the process does."""
    return Health()


@router.get(
    "/readyz",
    summary="Whether people can sign in",
    operation_id="readyz",
    responses=documented("unavailable"),
)
async def readyz(services: ServicesDep) -> Health:
    """Look for a key that signs and for the site; write to the database and read it back."""
    if not _has_key(services) or not _has_site(services) or not await services.is_writable():
        raise Problem("unavailable", retry_after_s=RETRY_S)
    return Health()


def _has_key(services: Services) -> bool:
    try:
        return bool(services.keys().at(services.now()).signing_key)
    except KeyRingError:
        return False


def _has_site(services: Services) -> bool:
    return services.site is None or (services.site / INDEX).is_file()
