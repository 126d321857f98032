"""Every way in, in Gecko and in WebKit: before Python, with it, on later visits, without a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.test_password import demo_account
from tests.browser.versions import program_of, shell_of
from tests.browser.visiting import IS_WHOLE
from tests.engines.conftest import Visitor
from tests.running import Server


def scan(visitor: Visitor, badge: Path) -> None:
    """From the badge button to the dashboard."""
    visitor.tap("badge-button")
    visitor.wait_for_stage("scanning")
    visitor.hold_up(badge)
    visitor.wait_for_stage("signed-in")
    assert visitor.text("student-name")


def leave(visitor: Visitor) -> None:
    """Sign out, back to the door, the badge put away."""
    visitor.hold_up(None)
    visitor.tap("sign-out")
    visitor.wait_for_screen("start")


def test_first_visit_and_later_ones(visitor: Visitor, server: Server, badge: Path) -> None:
    """A tap at once, a scan by Python, another visit, and one with the server stopped: the badge is kept."""
    visitor.come(server.address)
    scan(visitor, badge)
    leave(visitor)
    visitor.wait_for_stage("ready")
    scan(visitor, badge)
    leave(visitor)
    kept = [*shell_of(server.site), *program_of(server.site)]
    visitor.wait_for(f"await ({IS_WHOLE})({kept})")
    visitor.come(server.address)
    visitor.wait_for_stage("ready")
    scan(visitor, badge)
    leave(visitor)
    server.stop()
    visitor.come(server.address)
    visitor.wait_for_stage("ready")
    visitor.tap("badge-button")
    visitor.wait_for_stage("scanning")
    visitor.hold_up(badge)
    visitor.wait_for_screen("net-school")
    server.start()
    visitor.wait_for_stage("signed-in")


@pytest.mark.parametrize("size", [(160, 120), (1920, 1080), (3840, 2160)], ids=str)
def test_a_camera_of_any_size_is_read(
    visitor: Visitor, portal: Server, badge: Path, size: tuple[int, int]
) -> None:
    """From a toy's camera to 4K, whatever format the engine gives its frames."""
    visitor.come(portal.address, size)
    visitor.wait_for_stage("ready")
    scan(visitor, badge)


def test_a_password_opens_too(visitor: Visitor, portal: Server) -> None:
    """The form, from its address."""
    username, password = demo_account(portal)
    visitor.come(f"{portal.address}/#password")
    visitor.fill("username", username)
    visitor.fill("password", password)
    visitor.tap("sign-in")
    visitor.wait_for_stage("signed-in")
