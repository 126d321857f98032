"""Reading a request's JSON: bounded in size, of the right type, exactly of the shape that is asked for."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import Request
from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    StringConstraints,
    Tag,
    TypeAdapter,
    ValidationError,
)

from harmony_server.api.problems import Problem

MOST_BYTES = 64 * 1024

PROBLEMS_OF_A_BODY = ("malformed_json", "body_too_large", "unsupported_media_type", "invalid_request")


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class BadgeProof(_Closed):
    """A badge in any of its forms: JWT, decimal number or link."""

    badge: str


class PasswordProof(_Closed):
    """A student id and the password that goes with it."""

    # No control characters: PostgreSQL cannot even look for a NUL.
    username: Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f]+$")]
    password: Annotated[str, StringConstraints(min_length=1, max_length=1024)]


def _kind(value: Any) -> str:
    return "badge" if isinstance(value, dict) and "badge" in value else "password"


Proof = BadgeProof | PasswordProof

PROOF: TypeAdapter[Proof] = TypeAdapter(
    Annotated[
        Annotated[BadgeProof, Tag("badge")] | Annotated[PasswordProof, Tag("password")], Discriminator(_kind)
    ]
)


async def read_proof(request: Request) -> Proof:
    """The body of a sign-in; raises Problem with one of `PROBLEMS_OF_A_BODY`."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Problem("unsupported_media_type")
    body = await _read(request)
    try:
        _refuse_doubles(body)
        return PROOF.validate_json(body)
    except ValidationError as error:
        raise _problem(error) from None


def _refuse_doubles(body: bytes) -> None:
    """Raise Problem if a name stands twice: readers differ in which value they take (RFC 8259, section 4)."""
    try:
        json.loads(body, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        return  # said by the validation, which comes next


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) < len(pairs):
        raise Problem("malformed_json")
    return names


async def _read(request: Request) -> bytes:
    """The whole body, however it is sent; nothing beyond the limit is kept."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Problem("body_too_large")
    return bytes(body)


def _problem(error: ValidationError) -> Problem:
    # What was sent stays out of the answer: it is somebody's password or badge.
    errors = error.errors(include_url=False, include_context=False, include_input=False)
    if errors[0]["type"] == "json_invalid":
        return Problem("malformed_json")
    # The first part of a place is only which of the two shapes was tried.
    where = [".".join(str(part) for part in each["loc"][1:]) for each in errors]
    said = [{"where": place, "message": each["msg"]} for place, each in zip(where, errors, strict=True)]
    return Problem("invalid_request", errors=said)
