"""What the district keeps no longer is forgotten, every day."""

from __future__ import annotations

from dataclasses import replace

from harmony_server.serving.retention import DAY_S, KEEP_MAIL_DAYS, Retention
from harmony_server.store import MailState, ResetRecord, WantedMail
from tests.district import LARS, LEO, MIA, District
from tests.server.engines import on_both_engines

pytestmark = on_both_engines


def test_what_is_too_old_is_forgotten(district: District) -> None:
    """Events, mail, slips and links whose time is over go; what is younger stays."""
    now = district.clock()
    with district.store.begin() as tx:
        for at in (now - 500 * DAY_S, now):
            tx.audit.add("sign_in", "ok", now=at, person_id=MIA.id)
            name = f"{at:.0f}"
            tx.mail.add(WantedMail("test", "en"), mail_id=name, message_id=name, now=at)
            taken = tx.mail.take(at, until=at)
            assert taken is not None
            tx.mail.end(taken.id, taken.attempts + 1, MailState.SENT, at, None)
            tx.resets.put(ResetRecord(name, MIA.id, name, at + 1))
        tx.slips.put({MIA.id: "a"}, now=now, expires_at=now - 1)
        tx.slips.put({LEO.id: "b"}, now=now, expires_at=now + 1)
    Retention(district.store, district.config, district.clock).apply()
    with district.store.read() as tx:
        assert len(tx.audit.about(MIA.id, 10)) == 1
        assert tx.mail.counts() == {"sent": 1}
        assert (tx.slips.of(MIA.id), tx.slips.of(LEO.id) is not None) == (None, True)
        assert tx.resets.get(f"{now - 500 * DAY_S:.0f}") is None
        assert tx.resets.get(f"{now:.0f}") is not None
    assert KEEP_MAIL_DAYS < 500


def test_who_left_long_ago_is_erased_where_the_district_says_so(district: District) -> None:
    """Only by the district's own rule: without one nobody is."""
    district.clock.advance(1000 * DAY_S)
    Retention(district.store, district.config, district.clock).apply()
    with district.store.read() as tx:
        assert tx.people.get(LARS.id) is not None
    config = replace(district.config, keep_gone_days=400)
    Retention(district.store, config, district.clock).apply()
    with district.store.read() as tx:
        assert tx.people.get(LARS.id) is None
        assert tx.people.get(MIA.id) is not None
