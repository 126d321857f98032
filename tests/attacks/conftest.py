"""Attacks are made on the same synthetic district that the server's own tests use."""

from tests.server.conftest import client, district, founded

__all__ = ["client", "district", "founded"]
