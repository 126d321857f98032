"""Parameters of the standards' own endpoints: in the query, or a form in the body (RFC 6749, appendix B)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import Request

from harmony_server.api.body import read_bounded
from harmony_server.api.problems import Problem

MEDIA_TYPE = "application/x-www-form-urlencoded"
MOST_FIELDS = 60


@dataclass(frozen=True)
class Parameters:
    """Names and values; of one that is repeated the first."""

    values: dict[str, str]
    repeated: bool
    """Whether one was given twice, which no request may do (RFC 6749, section 3.1)."""


def query_of(request: Request) -> Parameters:
    """The parameters in a request's address; raises Problem."""
    return _parsed(request.scope["query_string"])


async def form_of(request: Request) -> Parameters:
    """The form in a request's body; raises Problem for anything else."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise Problem("unsupported_media_type")
    return _parsed(await read_bounded(request))


def _parsed(encoded: bytes) -> Parameters:
    try:
        pairs = parse_qsl(
            encoded.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
        )
    except ValueError:
        raise Problem("app_refused", detail="The parameters cannot be read, or are too many.") from None
    if any("\0" in name + value for name, value in pairs):
        raise Problem("app_refused", detail="The parameters cannot be read, or are too many.")
    values: dict[str, str] = {}
    for name, value in pairs:
        values.setdefault(name, value)
    return Parameters(values, repeated=len(values) < len(pairs))
