"""Attacks are made on the same synthetic district that the server's own tests use."""

from __future__ import annotations

import pytest

from harmony.badge.token import BadgeToken
from tests.district import MIA, District, badge_body
from tests.server.conftest import client, database_url, district, engine, founded

__all__ = ["client", "database_url", "district", "engine", "founded", "token"]


@pytest.fixture
def token(district: District) -> BadgeToken:
    """Mia's badge, which opens."""
    token = district.badge(MIA)
    assert district.client().post("/api/v1/session", json=badge_body(token)).status_code == 201
    return token
