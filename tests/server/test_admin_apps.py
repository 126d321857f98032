"""The app catalogue over the API: added to, changed, undone; comments and secrets kept as they should be."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from harmony.apps import load
from harmony_server.catalogue.entries import Kind, NewApp, add
from harmony_server.catalogue.file import CatalogueFile
from harmony_server.sso.clients import SEALED
from harmony_words import LANGUAGES
from tests.district import ADA, MIA, District
from tests.server.staff_world import people_two_schools, staff_client

APPS = "/api/v1/admin/apps"
UNDO = "/api/v1/admin/catalogue/undo"
NEW = {
    "id": "paint",
    "name": {"en": "Paint Pot", "es": "Bote de pintura"},
    "kind": "server",
    "link": "https://paint.example/",
    "redirect_uris": ["https://paint.example/back"],
    "claims": ["given_name"],
    "who": {"roles": ["student"], "grades": ["01"]},
}


@pytest.fixture
def client(district: District) -> TestClient:
    """The district's administrator, a second step just done."""
    return staff_client(people_two_schools(district), ADA)


def catalogue(district: District) -> Path:
    """The file."""
    return district.data / "apps.toml"


def in_order(answer: Any, status: int = 200) -> Any:
    """What was answered."""
    assert answer.status_code == status, answer.text
    return answer.json()


def test_an_app_is_added_with_a_secret_that_is_shown_once(district: District, client: TestClient) -> None:
    """T-12: the answer has the secret, the folder has it sealed, and nothing tells it again."""
    file = catalogue(district)
    file.write_text(f"# our apps\n{file.read_text('utf-8')}", "utf-8")
    version = in_order(client.get(APPS))["version"]
    kept = in_order(client.post(APPS, json={**NEW, "version": version}), 201)
    secret = kept["for_the_maker"]["client_secret"]
    assert (district.data / "secrets" / "paint").read_text("utf-8").startswith(SEALED)
    detail = client.get(f"{APPS}/paint")
    assert secret not in detail.text + file.read_text("utf-8")
    assert detail.json()["oidc"]["redirect_uris"] == NEW["redirect_uris"]
    assert file.read_text("utf-8").startswith("# our apps\n")
    again = in_order(client.post(f"{APPS}/paint/secret"), 201)["for_the_maker"]["client_secret"]
    assert again not in (secret, None)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"link": "javascript:alert(1)"}, "link"),
        ({"redirect_uris": ["http://paint.example/back"]}, "redirect_uris"),
        ({"redirect_uris": []}, "redirect_uris"),
        ({"claims": ["birthday"]}, "claims"),
        ({"who": {"grades": ["13"]}}, "grades"),
        ({"name": {}}, "en"),
        ({"name": {"es": "Bote de pintura"}}, "en"),
        ({"name": {"en": "Paint Pot", "tlh": "Paint Pot"}}, "tlh"),
        ({"id": "story"}, "id"),
        ({"id": "Story Doors"}, "id"),
    ],
)
def test_what_cannot_be_is_refused_with_advice(
    district: District, client: TestClient, changes: dict[str, Any], where: str
) -> None:
    """T-59: the key is named, nothing is written, no secret is left behind."""
    before = catalogue(district).read_text("utf-8")
    errors = in_order(client.post(APPS, json={**NEW, **changes}), 422)["errors"]
    assert where in {each["where"] for each in errors}
    assert all(each["message"] for each in errors)
    assert catalogue(district).read_text("utf-8") == before
    assert not (district.data / "secrets").exists()


def test_a_change_sets_what_is_given_and_is_taken_back(district: District, client: TestClient) -> None:
    """Undo brings the file back to the letter; a second undo the change."""
    before = catalogue(district).read_text("utf-8")
    changes = {"name": {"en": "Story Hall"}, "who": {"everyone": True}, "down": {"en": "Back on Monday"}}
    in_order(client.patch(f"{APPS}/story", json=changes))
    story = load(catalogue(district).read_text("utf-8"), LANGUAGES).app("story")
    assert story is not None
    assert (story.names, story.audience.everyone, story.audience.grades) == ({"en": "Story Hall"}, True, None)
    assert story.down == {"en": "Back on Monday"}
    assert story.icon == "story.svg"
    in_order(client.post(UNDO))
    assert catalogue(district).read_text("utf-8") == before
    in_order(client.post(UNDO))
    in_order(client.patch(f"{APPS}/story", json={"down": False}))
    opened = load(catalogue(district).read_text("utf-8"), LANGUAGES).app("story")
    assert opened is not None
    assert opened.down is None


def test_a_text_replaces_the_old_one_whole(district: District, client: TestClient) -> None:
    """One text for all languages and one for each follow each other; one without the first is none."""
    by_language = {"en": "Back on Monday", "zh-Hans": "星期一再来"}
    for texts in ({"en": "Being mended"}, by_language, {"en": "Back soon"}):
        in_order(client.patch(f"{APPS}/story", json={"down": texts, "name": texts}))
        story = in_order(client.get(f"{APPS}/story"))["app"]
        assert (story["down"], story["names"]) == (texts, texts)
    assert in_order(client.patch(f"{APPS}/story", json={"down": {}}), 422)["errors"][0]["where"] == "en"


def test_an_app_taken_out_comes_back_with_its_secret(district: District, client: TestClient) -> None:
    """Removing shows nobody the app any more, and undo is whole."""
    in_order(client.post(APPS, json=NEW), 201)
    in_order(client.post(f"{APPS}/paint/removal", json={}))
    assert client.get(f"{APPS}/paint").status_code == 404
    in_order(client.post(UNDO))
    assert client.get(f"{APPS}/paint").status_code == 200
    assert (district.data / "secrets" / "paint").exists()


def test_a_picture_is_kept_as_what_draws_of_it(district: District, client: TestClient) -> None:
    """T-18: served under a name of its own, without what could run; undo brings the one before."""
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><rect width="9" height="9"/></svg>'
    )
    in_order(client.post(f"{APPS}/story/icon", content=drawing))
    icon = in_order(client.get(f"{APPS}/story"))["app"]["icon"]
    served = client.get(icon)
    assert (served.status_code, served.headers["content-type"]) == (200, "image/svg+xml")
    assert b"<rect" in served.content
    assert b"script" not in served.content
    assert in_order(client.post(f"{APPS}/story/icon", content=b"GIF89a"), 422)["errors"][0]["where"] == "icon"
    assert client.post(f"{APPS}/story/icon", content=b"x" * 300_000).status_code == 413
    assert client.post(f"{APPS}/nobody/icon", content=drawing).status_code == 404
    assert len(list((district.data / "icons").glob("*-*.svg"))) == 1
    in_order(client.post(UNDO))
    assert in_order(client.get(f"{APPS}/story"))["app"]["icon"] == "/icons/story.svg"


def test_who_saw_an_older_catalogue_changes_nothing(district: District, client: TestClient) -> None:
    """An editor's change, or a colleague's, is not written over; nor is it undone by somebody else."""
    version = in_order(client.get(APPS))["version"]
    in_order(client.patch(f"{APPS}/story", json={"category": "make", "version": version}))
    late = client.patch(f"{APPS}/story", json={"category": "read", "version": version})
    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")
    catalogue(district).write_text(f"{catalogue(district).read_text('utf-8')}# mine\n", "utf-8")
    assert in_order(client.post(UNDO), 409)["code"] == "too_late_to_undo"


def test_two_at_once_are_both_kept(tmp_path: Path) -> None:
    """One waits for the other: of several processes nobody's change is lost."""
    path = tmp_path / "apps.toml"
    names = [f"app-{number}" for number in range(12)]

    def put(name: str) -> None:
        new = NewApp(name, name, Kind.LINK, f"https://{name}.example/")
        CatalogueFile(path).change(lambda document: add(document, new))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(put, names))
    assert sorted(each.id for each in load(path.read_text("utf-8"), LANGUAGES).apps) == sorted(names)


def test_launches_are_counted_by_week_and_class(district: District, client: TestClient) -> None:
    """How often, and by how many, never by whom."""
    with district.store.begin() as tx:
        for ago in (10, 20, 8 * 24 * 3600):
            tx.launches.add("story", MIA.id, district.clock() - ago)
    told = in_order(client.get(f"{APPS}/story"))
    assert [(each["opened"], each["people"]) for each in told["weeks"][:3]] == [(2, 1), (1, 1), (0, 0)]
    assert [(each["opened"], each["people"]) for each in told["classes"]] == [(2, 1)]
    assert MIA.id not in str(told)
    assert told["app"]["opened"] == 2
