"""Where nothing is: a page for a person, a problem document for a program."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.district import District
from tests.server.built_site import POLICY, browser, folder

__all__ = ["browser", "folder"]

A_BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
"""What Firefox says that it accepts when a person opens an address."""


@pytest.mark.parametrize(
    ("path", "languages", "end"),
    [
        ("/famly.html", "en-US", b"nowhere"),
        ("/famly.html", "", b"nowhere"),
        ("/a/b/c", "fr, es-MX;q=0.8, en;q=0.3", b"parte"),
        ("/es/famly.html", "en-US", b"parte"),
        ("/index.html/", "en-US;q=x, es;q=0.1", b"parte"),
    ],
)
def test_a_person_is_shown_the_way_home(browser: TestClient, path: str, languages: str, end: bytes) -> None:
    """Where nothing is, a browser gets the site's own page: in the address's language, else in its own."""
    response = browser.get(path, headers={"Accept": A_BROWSER, "Accept-Language": languages})
    assert response.status_code == 404
    assert response.content.endswith(end)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["content-security-policy"] == POLICY
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["vary"] == "Accept, Accept-Encoding, Accept-Language"
    assert "etag" not in response.headers


def test_what_is_not_there_has_no_version(browser: TestClient) -> None:
    """No 304, no part of it, and HEAD has the headers of GET; it travels packed."""
    headers = {"Accept": A_BROWSER, "Accept-Encoding": "br"}
    got = browser.get("/nowhere", headers=headers)
    assert got.headers["content-encoding"] == "br"
    head = browser.head("/nowhere", headers=headers)
    assert (head.status_code, head.content) == (404, b"")
    assert dict(head.headers) == dict(got.headers)
    again = browser.get("/nowhere", headers={**headers, "If-None-Match": "*", "Range": "bytes=0-3"})
    assert (again.status_code, again.content) == (404, got.content)


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/api/v1/nothing", A_BROWSER),
        ("/.well-known/nothing", A_BROWSER),
        ("/nowhere", "*/*"),
        ("/nowhere", ""),
        ("/nowhere", "application/json"),
        ("/nowhere", "application/problem+json, text/html;q=0.5"),
        ("/nowhere", "text/html;q=0, */*"),
        ("/assets/gone-1a2b.mjs", "*/*"),
        ("/assets/gone-1a2b.css", "text/css,*/*;q=0.1"),
    ],
)
def test_programs_are_told_in_json(browser: TestClient, path: str, accept: str) -> None:
    """The API, and whoever does not ask for a page by name, keep the problem document."""
    response = browser.get(path, headers={"Accept": accept})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == "not_found"
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


def test_only_getting_is_answered_with_a_page(browser: TestClient) -> None:
    """Whoever sends something to nowhere is no person at an address bar."""
    response = browser.post("/nowhere", headers={"Accept": A_BROWSER}, json={})
    assert response.json()["code"] == "not_found"


def test_a_site_without_such_a_page_still_answers(district: District, folder: Path) -> None:
    """An older site has none: the problem document then."""
    (folder / "404.html").unlink()
    response = district.client(site=folder).get("/nowhere", headers={"Accept": A_BROWSER})
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
