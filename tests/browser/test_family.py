"""The help page for families: its addresses, whom to call, the sheet for the fridge."""

from __future__ import annotations

import io

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.running import Server

pytestmark = pytest.mark.browser

PAPER = {"Letter": (612, 792), "A4": (595, 842)}
"""In points."""


@pytest.mark.parametrize(
    ("language", "phone", "address"),
    [("", "(555) 010-0199", "tel:5550100199"), ("es/", "+1 555 0100 ext. 12", "tel:+15550100")],
)
def test_the_school_can_be_called(
    server: Server, open_browser: Open, language: str, phone: str, address: str
) -> None:
    """The numbers show as schools write them, and a tap on one dials: a school's own, then the district's."""
    settings = server.data / "district.toml"
    server.stop()
    text = settings.read_text("utf-8").replace("[district]", f'[district]\nphone = "{phone}"')
    settings.write_text(f'{text}\n[phones]\n"Oak Hill" = "555 0102"\n', "utf-8")
    server.start()
    page = open_browser().page
    page.goto(f"{server.address}/{language}family/")
    links = page.locator("[data-slot=call] a")
    expect(links).to_have_count(2)
    assert [link.get_attribute("href") for link in links.all()] == ["tel:5550102", address]
    assert "Oak Hill" in links.first.inner_text()
    assert links.last.inner_text().endswith(phone)
    page.goto(f"{server.address}/{language}family/print/")
    expect(page.locator("[data-slot=call] li").last).to_contain_text(phone)


def test_a_school_without_a_number_shows_none(portal: Server, open_browser: Open) -> None:
    """Without a number there is no link that dials nothing."""
    page = open_browser().page
    with page.expect_response("**/api/v1/phones"):
        page.goto(f"{portal.address}/family/")
    assert page.get_by_text("Still stuck?").is_visible()
    assert page.locator("[data-slot=call]").is_hidden()


def test_the_old_address_leads_on(portal: Server, open_browser: Open) -> None:
    """A link that was printed or kept before the page moved arrives, in its language, without any script."""
    page = open_browser(java_script_enabled=False).page
    for language in ("", "es/"):
        page.goto(f"{portal.address}/{language}family.html")
        page.wait_for_url(f"{portal.address}/{language}family/")


@pytest.mark.parametrize("language", ["", "es/"])
def test_the_sheet_is_one_page_of_any_paper(portal: Server, open_browser: Open, language: str) -> None:
    """With this portal's name and address, and without what is for the screen alone."""
    page = open_browser(camera="none", locale=language.strip("/") or "en").page
    page.goto(f"{portal.address}/{language}family/print/")
    expect(page.get_by_test_id("family-print")).to_contain_text("Maple Street District")
    for paper, size in PAPER.items():
        document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format=paper)))
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx(size, abs=1)
        text = document[0].get_textpage().get_text_range()
        assert portal.address.removeprefix("http://") in text
        assert "Español" not in text
        document.close()
