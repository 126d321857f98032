"""The help page for families: the number of the school's office, where the district has given one."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.running import Server

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("language", "phone", "address"),
    [("", "(555) 010-0199", "tel:5550100199"), ("es/", "+1 555 0100 ext. 12", "tel:+15550100")],
)
def test_the_school_can_be_called(
    server: Server, open_browser: Open, language: str, phone: str, address: str
) -> None:
    """The number shows as the school writes it, and a tap on it dials."""
    settings = server.data / "district.toml"
    server.stop()
    text = settings.read_text("utf-8").replace("[district]", f'[district]\nphone = "{phone}"')
    settings.write_text(text, "utf-8")
    server.start()
    page = open_browser().page
    page.goto(f"{server.address}/{language}family.html")
    link = page.locator("[data-slot=call] a")
    link.wait_for()
    assert link.get_attribute("href") == address
    assert link.inner_text().endswith(phone)


def test_a_school_without_a_number_shows_none(portal: Server, open_browser: Open) -> None:
    """Without a number there is no link that dials nothing."""
    page = open_browser().page
    with page.expect_response("**/api/v1/portal"):
        page.goto(f"{portal.address}/family.html")
    assert page.get_by_text("Still stuck?").is_visible()
    assert page.locator("[data-slot=call]").is_hidden()
