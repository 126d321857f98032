"""An app that does not open, or asks again and again: words, and a way back."""

from __future__ import annotations

from harmony_server.sso.loops import OFTEN, WITHIN_S
from tests.district import MIA, District, badge_body
from tests.server.relying_party import install, story

DOWN = """
[[app]]
id = "{id}"
name = "Number Garden"
link = "https://numbers.example/"
down = {{en = "Back on Monday", es = "El lunes vuelve"}}
[app.who]
everyone = true
"""


def test_a_tile_of_an_app_that_is_down_stays_and_leads_to_words(district: District) -> None:
    """The dashboard says so, its tile leads here and not to the app, and it counts as not opened."""
    apps = district.data / "apps.toml"
    apps.write_text(apps.read_text("utf-8") + DOWN.format(id="shut"), "utf-8")
    client = district.client()
    tiles = client.post("/api/v1/session", json=badge_body(district.badge())).json()["apps"]
    tile = next(each for each in tiles if each["id"] == "shut")
    assert (tile["down"], tile["link"]) == (True, "/launch/shut")
    assert [each["down"] for each in tiles if each["id"] == "story"] == [False]
    assert client.get("/launch/shut").headers["location"] == "/app-down.html#down=shut"
    told = {each["id"]: each for each in client.get("/api/v1/receipts").json()["apps"]}
    assert told["shut"]["down"] == {"en": "Back on Monday", "es": "El lunes vuelve"}
    assert told["shut"]["last_opened"] is None
    with district.store.read() as tx:
        assert tx.launches.last_of(MIA.id) == {}


def test_an_app_that_asks_again_and_again_is_stopped(district: District) -> None:
    """T-84: a browser does not run in a ring for good; one that asks now and then is answered as ever."""
    install(district)
    app = story(district)
    for _ in range(OFTEN - 1):
        assert "code" in app.answer()
    stopped = app.authorize()
    assert stopped.headers["location"] == "/app-down.html#again=story"
    assert "code" in app.answer()
    for _ in range(2 * OFTEN):
        district.clock.advance(WITHIN_S / OFTEN * 2)
        assert "code" in app.answer()
