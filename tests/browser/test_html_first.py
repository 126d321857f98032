"""What works before any script, and without."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.running import Server

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("folder", "use", "heading"),
    [
        ("", "Use a password", "Sign in with a password"),
        ("es/", "Usar contraseña", "Entrar con contraseña"),
        ("ar/", "استخدم كلمة مرور", "الدخول بكلمة مرور"),
    ],
)
def test_the_form_and_the_help_need_no_script(
    portal: Server, open_browser: Open, folder: str, use: str, heading: str
) -> None:
    """With scripts off, the door leads to the whole form and to the help, in several languages."""
    browser = open_browser(java_script_enabled=False)
    page = browser.page
    page.goto(f"{portal.address}/{folder}")
    page.get_by_role("link", name=use).click()
    assert page.get_by_role("heading", name=heading).is_visible()
    for field in ("username", "password", "sign-in"):
        assert page.get_by_test_id(field).is_visible()
    page.get_by_test_id("username").fill("1033")
    page.get_by_test_id("sign-in").click()
    assert page.get_by_test_id("username").input_value() == "1033", "what is typed is kept, and goes nowhere"
    assert not [request for request in browser.requests if request[0] == "POST" or "1033" in request[1]]
    page.goto(f"{portal.address}/{folder}family/")
    assert page.locator("details").count() == 3
    assert page.locator("[data-slot=saver]").is_hidden()
