"""A roster takes away: whoever is in none holds no grant, also when they are in one again."""

from __future__ import annotations

import secrets

from harmony.grants import Grant, GrantKind
from harmony_server.accounts import grants
from tests.district import ADA, MAPLE, TILDA, District
from tests.server.engines import on_both_engines
from tests.server.rosters import CURRENT, X_TILDA, imported
from tests.server.second_steps import ME, code_of
from tests.server.staff_world import staff_client
from tests.server.test_roster_import import without

pytestmark = on_both_engines


def test_a_grant_ends_when_its_holder_leaves(district: District) -> None:
    """T-66: A colleague who left and is back some day is given anew what they need."""
    with district.store.begin() as tx:
        for person, grant in (
            (TILDA, Grant(GrantKind.BADGE_MANAGER, MAPLE.id)),
            (ADA, Grant(GrantKind.DISTRICT_ADMINISTRATOR)),
        ):
            grants.give(tx, person, grant, by=None, now=district.clock(), rng=secrets.token_bytes)
    staff = staff_client(district, TILDA)
    assert staff.get(ME).status_code == 200
    imported(district, without(X_TILDA))
    imported(district, CURRENT)
    assert code_of(staff.get(ME)) == "not_signed_in"
    assert code_of(staff_client(district, TILDA).get(ME)) == "forbidden"
    with district.store.read() as tx:
        assert tx.grants.held_by(TILDA.id) == []
        assert len(tx.grants.held_by(ADA.id)) == 1
        recorded = [(each.event, each.person_id, each.note) for each in tx.audit.last(5)]
    assert ("grant_taken_back", TILDA.id, "left") in recorded
