"""The scan bench from end to end, on a handful of frames, and what it holds up."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.scan import cards, run
from benchmarks.scan.harness import OURS, RIVALS
from benchmarks.scan.run import Extent
from benchmarks.scan.success import Tally, ahead
from harmony.badge.signing import sign
from harmony.badge.token import parse
from harmony.errors import NotABadge
from tests.benchmarks import schema

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
TOKEN = sign(badge_id="AbCd_efGh-12", district="demo", kid="01", key=KEY)
TIMED = {OURS: "VideoFrame, CPU x4"}
A_HANDFUL = Extent({0.5: (1, 2)}, timed=1, dashboards=1, wrong=320)


def test_only_badges_and_what_is_left_of_them_have_an_owner() -> None:
    """Every other card may sign in nobody, and says something else than the badge does."""
    (real,) = cards.badge_cards({"Ann": TOKEN})
    wrong = cards.wrong_cards({"Ann": TOKEN}, seed=1)
    assert {card.kind for card in wrong} == {"other code", "other district", "forged", "damaged"}
    for card in wrong:
        assert (card.owner == "Ann") == (card.kind == "damaged")
        assert (card.text == real.text) == (card.kind == "damaged")
    damaged = [card for card in wrong if card.kind == "damaged"]
    assert all(card.modules != real.modules for card in damaged)


def test_cards_are_drawn_as_they_say() -> None:
    """A decoder reads from each undamaged card its text; forged badges are badges by their form."""
    for card in [*cards.badge_cards({"Ann": TOKEN}), *cards.wrong_cards({"Ann": TOKEN}, seed=1)]:
        flat = np.kron(np.where(np.pad(np.array(card.modules), 4), 0, 255), np.ones((6, 6))).astype(np.uint8)
        found = zxingcpp.read_barcode(flat)
        if card.kind == "damaged":
            assert found is None or found.text == card.text
            continue
        assert found is not None
        assert found.text == card.text
        if card.kind in ("forged", "other district"):
            assert parse(card.text).jwt != TOKEN.jwt
        elif card.kind == "other code":
            with pytest.raises(NotABadge):
                parse(card.text)


def test_shares_within_frames() -> None:
    """A scan attempt that was read at its third frame counts within three frames, not within one."""
    tally = Tally(tried=4, read_at=[0, 2, 9])
    assert [tally.share(within) for within in (1, 3, 5, 10)] == [0.25, 0.5, 0.5, 0.75]


@pytest.mark.browser
def test_a_handful_of_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real worker, the real rivals, a real server: every part gives its figures, none wrong."""
    monkeypatch.setattr(run, "QUICK", A_HANDFUL)
    results = run.run(quick=True)
    schema.check(results)
    for name in (OURS, *RIVALS):
        assert results.find(name, "mild 50%", "read within 10 frames").median == 100
        assert results.find(name, TIMED.get(name, "CPU x1"), "ms per frame, p50").median > 0
        assert results.find(name, "all frames", "wrong reads").median == 0
    assert results.find(OURS, "mild 50%", ahead(10)).median == 0
    assert results.find(OURS, "wrong cards", "wrong acceptances").median == 0
    assert results.find(OURS, "wrong cards", "right acceptances").median >= 1
    assert results.find(OURS, "wrong cards", "refused after reading").median >= 1
    assert results.find(OURS, "loopback", "readable frame to dashboard").median > 0
    assert results.ratios["plain variant at VGA, WebAssembly over native"] > 0
