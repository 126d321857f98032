"""Apps in the console, without a browser: the list, one app, adding one, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from harmony.apps.oidc import CLAIMS
from harmony_console.admin import app_data
from harmony_console.page import Answer
from tests.unit.console import FakePage, console, run, said_in

if TYPE_CHECKING:
    from collections.abc import Mapping

STORY: Mapping[str, Any] = {
    "id": "story",
    "name": "Story Doors",
    "names": {"en": "Story Doors", "es": "Puerta de cuentos", "vi": "Cửa truyện"},
    "category": "read",
    "icon": None,
    "background": "sky",
    "link": "https://stories.example/",
    "sign_on": "oidc",
    "told": ["given_name"],
    "everyone": False,
    "roles": ["student"],
    "grades": ["KG", "01"],
    "schools": [],
    "classes": [],
    "seen_by": 41,
    "down": None,
    "opened": 12,
}
SIGN_ON = {"client_id": "story", "proof": "secret", "redirect_uris": ["https://stories.example/back"]}
SIGN_ON |= {"initiate_login_uri": "", "post_logout_redirect_uris": [], "backchannel_logout_uri": ""}
COUNT = {"name": "Room 12", "opened": 12, "people": 9}
DETAIL = {"app": STORY, "version": "v1", "oidc": SIGN_ON, "weeks": [COUNT], "classes": [COUNT]}
MADE = {"issuer": "https://portal.example", "discovery": "…", "client_id": "paint", "client_secret": "s3cret"}
NEW = {"kind": "server", "name-en": "Paint Pot", "name-es": "", "id": "paint", "link": ""}
NEW |= {
    "redirect_uris": "https://paint.example/back\n",
    "claims-grade": "1",
    "seen": "some",
    "roles-student": "1",
}


def page(**answers: Any) -> FakePage:
    """A page of an administrator, with one app."""
    known = {"apps": [STORY], "version": "v1", "can_undo": True}
    return FakePage({"GET admin/apps": known, "GET admin/apps/story": DETAIL, **answers})


def shows(page: FakePage, view: str, query: Mapping[str, str], *events: tuple[str, Any]) -> None:
    """Show a view, then have things happen in it."""

    async def work() -> None:
        app = console(page)
        await app.show(view, query)
        for name, event in events:
            await app.event(name, event)

    run(work())


def test_the_list_says_who_sees_an_app_and_how_often_it_was_opened() -> None:
    """In words, in either language; one that was taken out is named, with the way back."""
    shown = page()
    shows(shown, "apps", {"gone": "paint"}, ("undo", {}))
    (row,) = shown.drawn["rows"][1]["rows"]
    assert (row["who"], row["told"], row["opened"]) == ("Students, Grades KG, 01", "first name", 12)
    more: Any = {**STORY, "grades": ["01", "KG", "PK"]}
    assert app_data.who_sees(more, said_in("en")) == "Students, Grades PK to 01"
    assert (row["state"], row["href"]) == ("On", "#app/story")
    assert shown.asked[1][:2] == ("POST", "admin/catalogue/undo")
    spanish = page()
    run(console(spanish, "es").show("apps", {}))
    assert spanish.drawn["rows"][1]["rows"][0]["name"] == "Puerta de cuentos"


@pytest.mark.parametrize(
    ("happens", "event", "changes"),
    [
        ("who", {"seen": "everyone", "roles-student": "1"}, {"who": {"everyone": True}}),
        ("who", {"seen": "nobody", "grades-01": "1"}, {"who": {"roles": []}}),
        (
            "who",
            {"seen": "some", "grades-01": "1", "schools": " maple \n\n"},
            {"who": {"grades": ["01"], "schools": ["maple"]}},
        ),
        ("told", {"claims-grade": "1"}, {"oidc": {"claims": ["grade"]}}),
        (
            "names",
            {"name-en": "Story Hall", "name-es": "", "link": "https://stories.example/"},
            {"name": {"en": "Story Hall", "vi": "Cửa truyện"}, "link": "https://stories.example/"},
        ),
        ("down", {"down-en": "Back on Monday", "down-es": ""}, {"down": {"en": "Back on Monday"}}),
        ("up", {}, {"down": False}),
    ],
)
def test_a_change_says_what_is_to_be_different(happens: str, event: Any, changes: Any) -> None:
    """And which version it is a change of; then the page stands anew, with the way back."""
    shown = page(
        **{"PATCH admin/apps/story": {"version": "v2"}, "POST admin/catalogue/undo": {"version": "v1"}}
    )
    shows(shown, "app", {"id": "story"}, (happens, event))
    assert shown.asked[1] == ("PATCH", "admin/apps/story", {**changes, "version": "v1"})
    assert shown.view["note"] == shown.said[-1]
    assert shown.view["note"].startswith("Kept.")


def test_what_has_to_be_mended_is_told_beside_what_was_typed() -> None:
    """The form is not drawn anew: what was typed stays."""
    wrong = {"errors": [{"where": "redirect_uris", "message": "write https."}]}
    shown = page(**{"PATCH admin/apps/story": Answer(422, "invalid_request", wrong)})
    shows(shown, "app", {"id": "story"}, ("addresses", {"redirect_uris": "http://x"}))
    assert shown.drawn["trouble"][1]["text"] == "Where it wants people sent back to: write https."
    assert shown.view["note"] == ""


def test_taking_an_app_out_is_asked_about_in_numbers() -> None:
    """Nothing is done by the first tap; after the second the list shows, with the way back."""
    shown = page(**{"POST admin/apps/story/removal": {"version": "v2"}})
    shows(shown, "app", {"id": "story"}, ("ask", {"about": "removal"}))
    assert (shown.view["asks_removal"], shown.view["removal"]) == (True, "41 people would lose its tile.")
    assert len(shown.asked) == 1
    shows(shown, "app", {"id": "story"}, ("ask", {"about": "removal"}), ("remove", {}))
    assert shown.asked[-1] == ("POST", "admin/apps/story/removal", {"version": "v1"})
    assert shown.gone == [("apps", {"gone": "story"})]


def test_a_new_secret_is_shown_until_the_page_is_left() -> None:
    """T-12: it is in no later drawing, and a view that is left has forgotten it."""
    shown = page(**{"POST admin/apps/story/secret": {"version": "v1", "for_the_maker": MADE}})
    shows(shown, "app", {"id": "story"}, ("ask", {"about": "secret"}), ("secret", {}))
    assert shown.view["made"] == [MADE]
    shows(shown, "app", {"id": "story"})
    assert shown.view["made"] == []


def test_an_app_is_added_by_a_template() -> None:
    """What a kind does not need is not sent; the secret shows once, with the rest for its maker."""
    shown = page(**{"POST admin/apps": {"version": "v2", "for_the_maker": MADE}})
    shows(shown, "new-app", {}, ("add", NEW))
    order = shown.asked[-1][2]
    assert order == {
        "id": "paint",
        "name": {"en": "Paint Pot"},
        "kind": "server",
        "link": "",
        "who": {"roles": ["student"]},
        "redirect_uris": ["https://paint.example/back"],
        "claims": ["grade"],
    }
    assert shown.view["made"] == [MADE]
    link = page(**{"POST admin/apps": {"version": "v2", "for_the_maker": None}})
    shows(link, "new-app", {}, ("add", {**NEW, "kind": "link"}))
    assert "redirect_uris" not in (link.asked[-1][2] or {})
    assert link.view["made"] == []


def test_the_form_offers_every_claim_there_is() -> None:
    """The console has a list of its own, for it carries nothing of how apps are read."""
    assert app_data.CLAIMS == CLAIMS
