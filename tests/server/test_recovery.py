"""Recovery addresses: proved by a code that came by mail, and not before."""

from __future__ import annotations

import re
import secrets

from harmony_server.accounts import recovery
from harmony_server.mail import asking
from harmony_server.mail.kinds import Kind
from harmony_server.store import WantedMail
from tests.district import MIA, District
from tests.server.engines import on_both_engines
from tests.server.mail_server import MailServer
from tests.server.mailing import MIAS, sending

pytestmark = on_both_engines


def test_a_recovery_address_counts_once_its_code_was_typed(
    district: District, mail_server: MailServer
) -> None:
    """T-60: The code is made as the mail is sent; five wrong ones end it, and so does a day."""
    way = sending(district, mail_server.url)
    pepper = district.keys.pepper

    def prove(code: str) -> bool:
        with district.store.begin() as tx:
            return recovery.prove(tx, MIA.id, code, pepper=pepper, now=district.clock())

    def sent_code() -> str:
        with district.store.begin() as tx:
            recovery.propose(tx, MIA.id, MIAS)
            wanted = WantedMail(Kind.PROVE_ADDRESS, "en", person_id=MIA.id)
            asking.ask(tx, district.config, wanted, now=district.clock(), rng=secrets.token_bytes)
        assert way.drain() == 1
        plain, _ = mail_server.taken[-1].iter_parts()
        (code,) = re.findall(r"^(\d{6})\s*$", plain.get_content(), re.MULTILINE)
        return str(code)

    code = sent_code()
    assert [prove("no code") for _ in range(recovery.MAX_TRIES)] == [False] * 5
    assert not prove(code)
    code = sent_code()
    district.clock.advance(recovery.CODE_LIFE_S)
    assert not prove(code)
    code = sent_code()
    with district.store.read() as tx:
        assert (tx.recovery.of(MIA.id).address, tx.recovery.of(MIA.id).pending) == (None, MIAS)
    assert prove(code)
    with district.store.read() as tx:
        assert (tx.recovery.of(MIA.id).address, tx.recovery.of(MIA.id).pending) == (MIAS, None)
