"""The built site: exactly its files, with exactly its headers."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from harmony_server.api.problems import Problem
from harmony_server.api.static_site import Site, SiteError, parse_headers
from tests.server.built_site import PAGE, POLICY, browser, folder

__all__ = ["browser", "folder"]


@pytest.mark.parametrize(("path", "end"), [("/", b"</p>"), ("/index.html", b"</p>"), ("/es/", b"es")])
def test_pages_are_served_under_both_addresses(browser: TestClient, path: str, end: bytes) -> None:
    """A folder's address is its index page."""
    response = browser.get(path)
    assert response.status_code == 200
    assert response.content.endswith(end)
    assert response.headers["content-type"] == "text/html; charset=utf-8"


def test_a_folder_without_its_slash_is_sent_there(browser: TestClient) -> None:
    """Relative links of the Spanish page work however its address was typed."""
    response = browser.get("/es")
    assert (response.status_code, response.headers["location"]) == (308, "/es/")


def test_headers_are_those_of_the_file(browser: TestClient) -> None:
    """T-23: the policy every static host would send is what this server sends, and nothing weaker."""
    page, script = browser.get("/"), browser.get("/assets/boot-1a2b.mjs")
    assert page.headers["content-security-policy"] == script.headers["content-security-policy"] == POLICY
    assert page.headers["cache-control"] == "no-cache"
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert browser.get("/assets/py.wasm").headers["content-type"] == "application/wasm"


@pytest.mark.parametrize(
    ("accepts", "coding"),
    [
        ("br, gzip", "br"),
        ("gzip, br;q=0.1", "br"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.0, gzip;q=0", None),
        ("identity", None),
        ("zstd", None),
        ("", None),
    ],
)
def test_compressed_variants_are_chosen(browser: TestClient, accepts: str, coding: str | None) -> None:
    """What the browser can read decides which file goes out; caches are told so."""
    response = browser.get("/", headers={"Accept-Encoding": accepts})
    assert response.headers.get("content-encoding") == coding
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.content == PAGE


def test_what_the_browser_has_is_not_sent_again(browser: TestClient) -> None:
    """An unchanged file costs a 304 with its headers and no body; each variant has a tag of its own."""
    tags = {}
    for coding in ("br", "gzip", "identity"):
        tags[coding] = browser.get("/", headers={"Accept-Encoding": coding}).headers["etag"]
    assert len(set(tags.values())) == 3
    known = browser.get("/", headers={"Accept-Encoding": "br", "If-None-Match": f'"x", W/{tags["br"]}'})
    assert (known.status_code, known.content) == (304, b"")
    assert known.headers["content-security-policy"] == POLICY
    other = browser.get("/", headers={"Accept-Encoding": "br", "If-None-Match": tags["gzip"]})
    assert other.status_code == 200


def test_head_is_get_without_its_body(browser: TestClient) -> None:
    """A monitor that only asks for headers gets the ones GET would have."""
    got, asked = browser.get("/"), browser.head("/")
    assert asked.content == b""
    assert dict(asked.headers) == dict(got.headers)


def test_files_are_only_read(browser: TestClient) -> None:
    """A file cannot be posted to, and says what it takes."""
    response = browser.post("/index.html")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path",
    [
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/..%5csecret.txt",
        "/link.txt",
        "/_headers",
        "/index.html%00.png",
        "/assets",
        "/assets/",
        "/index.html/",
        "/index.html.br",
        "/INDEX.HTML",
        "/icons/..%2fdistrict.toml",
        "/icons/..%2f..%2fsecret.svg",
        "/icons/%2e%2e/keys/01.pem",
    ],
)
def test_nothing_else_is_served(browser: TestClient, path: str) -> None:
    """T-17: no spelling of a path reaches beyond the list of the site's files."""
    response = browser.get(path)
    assert response.status_code == 404
    assert response.json()["code"] == "not_found"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/es/../../secret.txt",
        "//secret.txt",
        "/..\\secret.txt",
        "/index.html\0",
        "secret.txt",
    ],
)
def test_unnormalized_paths_find_nothing(folder: Path, path: str) -> None:
    """T-17: a path that a browser would have tidied up, sent as it is, names no file either."""

    async def never() -> Message:
        raise AssertionError("the request has no body")

    async def unanswered(message: Message) -> None:
        raise AssertionError(message)

    with pytest.raises(Problem, match="not_found"):
        asyncio.run(Site(folder)({"path": path, "method": "GET", "headers": []}, never, unanswered))


def test_a_file_without_its_original_is_a_file(browser: TestClient) -> None:
    """`.br` is a variant only beside what it is a variant of."""
    assert browser.get("/assets/only.br").content == b"no original beside it"


def test_the_api_is_not_shadowed(browser: TestClient, folder: Path) -> None:
    """Files named like the interface do not replace it."""
    assert browser.get("/api/v1/portal").json()["district"] == "q3Zx"
    assert browser.get("/api/v1/nothing").json()["code"] == "not_found"


def test_a_folder_that_is_no_site_is_refused(tmp_path: Path) -> None:
    """The operator hears at once that the site was not built."""
    with pytest.raises(SiteError, match=r"index\.html"):
        Site(tmp_path)


def test_broken_headers_are_refused(folder: Path) -> None:
    """A headers file that cannot be read is not half obeyed."""
    with pytest.raises(SiteError, match="line 1"):
        parse_headers("  X-Name: before any path\n")
    with pytest.raises(SiteError, match="line 2"):
        parse_headers("/*\n  no colon\n")


def test_readiness_includes_the_site(browser: TestClient, folder: Path) -> None:
    """A server whose site was deleted says that it is not ready."""
    assert browser.get("/readyz").status_code == 200
    os.rename(folder / "index.html", folder / "gone.html")
    assert browser.get("/readyz").status_code == 503
