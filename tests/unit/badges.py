"""Strategies that make badges, as hypothesis (the property-testing library) calls them."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st

from harmony.badge.signing import sign
from harmony.badge.token import BADGE_ID_BYTES, DISTRICT_BYTES, BadgeToken, encode_base64url

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
DISTRICT = "q3Zx"
KID = "01"

kids = st.integers(0, 255).map("{:02x}".format)
districts = st.binary(min_size=DISTRICT_BYTES, max_size=DISTRICT_BYTES).map(encode_base64url)
badge_ids = st.binary(min_size=BADGE_ID_BYTES, max_size=BADGE_ID_BYTES).map(encode_base64url)
tokens = st.builds(sign, badge_id=badge_ids, district=districts, kid=kids, key=st.just(KEY))


def badge(badge_id: str = "AbCd_efGh-12") -> BadgeToken:
    """One badge of the district `DISTRICT`, signed with `KEY`."""
    return sign(badge_id=badge_id, district=DISTRICT, kid=KID, key=KEY)
