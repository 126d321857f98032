"""Serving the built site: the files that were there at the start, with the headers its `_headers` asks for.

Nothing is looked up on disk by what a request says, so no request can reach beyond the list. Who asks for a
page where there is none gets the site's own page for that; whatever else asks gets a problem.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from mimetypes import MimeTypes
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from harmony_server.api.negotiation import best_language, prefers_html
from harmony_server.api.problems import Problem
from harmony_words import best, languages

INDEX = "index.html"
HEADERS_FILE = "_headers"
NOT_FOUND = "404.html"
"""The page for addresses that lead nowhere, by the name that static hosts look for; also `es/404.html`."""
OF_PROGRAMS = ("/api/", "/.well-known/")
"""What only programs ask for, whatever they say that they accept."""
_VARY = "Accept, Accept-Encoding, Accept-Language"
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""Content codings (RFC 9110, section 8.4.1) whose files stand beside the originals, best first."""

# Only what the project knows: a machine's own list of types differs from the next one's.
_TYPES = MimeTypes()
_TYPES.add_type("text/javascript", ".mjs")
_TYPES.add_type("application/wasm", ".wasm")
_TYPES.add_type("application/zip", ".whl")
_TYPES.add_type("application/manifest+json", ".webmanifest")


class SiteError(Exception):
    """The folder does not hold a built site."""


@dataclass(frozen=True)
class _Variant:
    path: Path
    etag: str


@dataclass(frozen=True)
class _Page:
    variants: Mapping[str, _Variant]
    """By content coding; `identity` is always there."""
    media_type: str
    headers: Mapping[str, str]

    def choose(self, accepted: str) -> tuple[str, _Variant]:
        """The best variant an Accept-Encoding header allows."""
        codings = set(_accepted_codings(accepted))
        coding = next((each for each in self.variants if each in codings), "identity")
        return coding, self.variants[coding]


class Site:
    """An ASGI application that answers with the files of a built site."""

    def __init__(self, folder: Path) -> None:
        """List the folder; raises SiteError."""
        if not (folder / INDEX).is_file() or not (folder / HEADERS_FILE).is_file():
            raise SiteError(f"{folder} is not a built site: {INDEX} or {HEADERS_FILE} is missing.")
        rules = parse_headers((folder / HEADERS_FILE).read_text(encoding="utf-8"))
        self._pages = {path: _page(file, path, rules) for path, file in _paths(folder)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; raises Problem where there is no such file."""
        path = scope["path"]
        page = self._pages.get(path)
        if page is None and f"{path}/" not in self._pages:
            await self._not_found(Headers(scope=scope), scope, receive, send)
            return
        if scope["method"] != "GET":
            raise Problem("method_not_allowed", headers={"Allow": "GET, HEAD"})
        # Relative links need the slash at the end of a folder's address.
        response = _answer(page, Headers(scope=scope)) if page else RedirectResponse(f"{path}/", 308)
        await response(scope, receive, send)

    def in_place_of(self, problem: Problem, name: str, request: Headers) -> Response | None:
        """A page that says a problem to a person; None where a program asks, or there is no such page."""
        page = self._pages.get("/" + _in_language(name, "", request.get("accept-language", "")))
        if page is None or not prefers_html(request.get("accept", "")):
            return None
        return _answer_in_place(page, request, _VARY, problem.status)

    async def _not_found(self, request: Headers, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a person with a page in their language; raises Problem for everything else."""
        path = scope["path"]
        page = self._pages.get("/" + _in_language(NOT_FOUND, path, request.get("accept-language", "")))
        if page is None or scope["method"] != "GET" or path.startswith(OF_PROGRAMS):
            raise Problem("not_found")
        if not prefers_html(request.get("accept", "")):
            raise Problem("not_found", headers={"Vary": _VARY})
        await _answer_in_place(page, request, _VARY, 404)(scope, receive, send)


def parse_headers(text: str) -> list[tuple[re.Pattern[str], dict[str, str]]]:
    """Read a `_headers` file: a path, with `*` for anything, then indented `Name: value` lines."""
    rules: list[tuple[re.Pattern[str], dict[str, str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            rules.append((re.compile(re.escape(line.strip()).replace(r"\*", ".*")), {}))
            continue
        name, colon, value = line.strip().partition(":")
        if not rules or not colon:
            raise SiteError(f"{HEADERS_FILE}, line {number}: a path comes first, then Name: value.")
        rules[-1][1][name] = value.strip()
    return rules


def _paths(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every address of the site with its file; a folder's own address is that of its index page."""
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or file.is_symlink() or file == folder / HEADERS_FILE:
            continue
        if file.suffix in ENCODINGS.values() and file.with_suffix("").is_file():
            continue
        path = "/" + file.relative_to(folder).as_posix()
        yield path, file
        if file.name == INDEX:
            yield path.removesuffix(INDEX), file


def _page(file: Path, path: str, rules: list[tuple[re.Pattern[str], dict[str, str]]]) -> _Page:
    headers: dict[str, str] = {}
    for pattern, values in rules:
        if pattern.fullmatch(path):
            headers |= values
    files = {coding: file.with_name(file.name + suffix) for coding, suffix in ENCODINGS.items()}
    files = {coding: each for coding, each in files.items() if each.is_file()} | {"identity": file}
    if len(files) > 1:
        headers["Vary"] = "Accept-Encoding"
    media_type = _TYPES.guess_type(file.name)[0] or "application/octet-stream"
    return _Page({coding: _variant(each) for coding, each in files.items()}, media_type, headers)


def _variant(file: Path) -> _Variant:
    return _Variant(file, f'"{hashlib.sha256(file.read_bytes()).hexdigest()[:32]}"')


def _answer(page: _Page, request: Headers) -> Response:
    coding, variant = page.choose(request.get("accept-encoding", ""))
    headers = {**page.headers, "ETag": variant.etag}
    if variant.etag in _etags(request.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    if coding != "identity":
        headers["Content-Encoding"] = coding
    return FileResponse(variant.path, headers=headers, media_type=page.media_type)


def _answer_in_place(page: _Page, request: Headers, vary: str, status: int) -> Response:
    """The page, and no tag: what is not there has no version that somebody could have."""
    coding, variant = page.choose(request.get("accept-encoding", ""))
    headers = {**page.headers, "Cache-Control": "no-store", "Vary": vary}
    if coding != "identity":
        headers["Content-Encoding"] = coding
    return Response(variant.path.read_bytes(), status, headers=headers, media_type=page.media_type)


def _in_language(name: str, path: str, accept_language: str) -> str:
    """A page's path in the language that an address names, or else the browser."""
    named = path.split("/")[1] if path.startswith("/") else ""
    language = best([named], languages()) or best_language(accept_language, languages())
    return language.folder + name


def _etags(if_none_match: str) -> set[str]:
    """The entity tags of If-None-Match, compared weakly (RFC 9110, section 13.1.2)."""
    return {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}


def _accepted_codings(accept_encoding: str) -> Iterator[str]:
    for part in accept_encoding.split(","):
        coding, _, weight = part.partition(";")
        if weight.replace(" ", "").lower() not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            yield coding.strip().lower()
