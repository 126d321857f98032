"""Every kind of damage to a badge, made by accident or on purpose, is refused with its own reason."""

from __future__ import annotations

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, given
from hypothesis import strategies as st

from harmony.badge.signing import sign, verify
from harmony.badge.token import DECIMAL_DIGITS, MAX_TEXT, PACKED_BYTES, BadgeToken, from_packed, parse
from harmony.errors import BadgeError, BadSignature, NotABadge, OtherDistrict, UnknownKey
from tests.unit.badges import DISTRICT, KEY, KID, badge, districts, kids, tokens

TOKEN = badge()
VERSION_BITS, KID_BITS, DISTRICT_BITS = range(8), range(8, 16), range(16, 40)


def open_door(token: BadgeToken) -> None:
    """Check a badge as the district `DISTRICT` does."""
    verify(token, expected_district=DISTRICT, keys={KID: KEY.public_key()})


def reason_of_bit(bit: int) -> type[BadgeError]:
    """Why a badge with this bit turned over must be refused."""
    if bit in VERSION_BITS:
        return NotABadge
    if bit in DISTRICT_BITS:
        return OtherDistrict
    return UnknownKey if bit in KID_BITS else BadSignature


@pytest.mark.parametrize("bit", range(PACKED_BYTES * 8))
def test_no_bit_can_be_flipped(bit: int) -> None:
    """T-01: each of the 624 bits of a badge is held, by version, key, district or signature."""
    damaged = bytearray(TOKEN.packed)
    damaged[bit // 8] ^= 0x80 >> bit % 8
    with pytest.raises(reason_of_bit(bit)):
        open_door(from_packed(bytes(damaged)))


@given(st.binary(max_size=2 * PACKED_BYTES))
def test_no_other_length_is_a_badge(packed: bytes) -> None:
    """Fewer or more than 78 bytes, or another version, are no badge."""
    assume(len(packed) != PACKED_BYTES or packed[0] != 1)
    with pytest.raises(NotABadge):
        from_packed(packed)


@given(st.integers(0, 255).filter(lambda version: version != 1))
def test_no_other_version_is_known(version: int) -> None:
    """A badge of a later format is not half understood."""
    with pytest.raises(NotABadge, match="version"):
        from_packed(bytes([version]) + TOKEN.packed[1:])


@given(kids.filter(lambda kid: kid != KID))
def test_an_unknown_key_is_named_so(kid: str) -> None:
    """A badge under a key that is not ours says so before anything is verified."""
    with pytest.raises(UnknownKey):
        open_door(sign(badge_id=TOKEN.badge_id, district=DISTRICT, kid=kid, key=KEY))


@given(districts.filter(lambda district: district != DISTRICT))
def test_another_district_is_named_so(district: str) -> None:
    """A badge of another district says so, whatever its key."""
    with pytest.raises(OtherDistrict):
        open_door(sign(badge_id=TOKEN.badge_id, district=district, kid="77", key=KEY))


@given(tokens, st.binary(min_size=32, max_size=32))
def test_another_key_does_not_sign_for_us(token: BadgeToken, seed: bytes) -> None:
    """T-01: the content of a badge under any other key is not ours."""
    assume(seed != bytes(range(32)))
    forged = sign(
        badge_id=token.badge_id,
        district=DISTRICT,
        kid=KID,
        key=Ed25519PrivateKey.from_private_bytes(seed),
    )
    with pytest.raises(BadSignature):
        open_door(forged)


@given(tokens, tokens)
def test_a_signature_belongs_to_one_badge(one: BadgeToken, other: BadgeToken) -> None:
    """T-01: a signature moved to another badge id does not hold there."""
    assume(one.badge_id != other.badge_id)
    here = sign(badge_id=one.badge_id, district=DISTRICT, kid=KID, key=KEY)
    moved = BadgeToken(KID, DISTRICT, other.badge_id, here.signature)
    with pytest.raises(BadSignature):
        open_door(moved)


@pytest.mark.parametrize(
    "text",
    [
        TOKEN.decimal[:-1],
        TOKEN.decimal + "0",
        "0" + TOKEN.decimal,
        "9" * DECIMAL_DIGITS,
        "0" * DECIMAL_DIGITS,
        "1" * DECIMAL_DIGITS,
        "-" + TOKEN.decimal[1:],
        "+" + TOKEN.decimal,
        f" {TOKEN.decimal}",
        f"{TOKEN.decimal}\n",
        TOKEN.decimal[:90] + "_" + TOKEN.decimal[91:],
        TOKEN.decimal[:90] + "O" + TOKEN.decimal[91:],
        TOKEN.decimal[:90] + "\0" + TOKEN.decimal[91:],
        TOKEN.decimal.translate({ord("0") + digit: 0x0660 + digit for digit in range(10)}),
        TOKEN.decimal.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
        TOKEN.decimal[:-1] + "²",
        TOKEN.decimal * 2,
        "1" * MAX_TEXT,
        "1" * (MAX_TEXT + 1),
        "1" * 1_000_000,
    ],
)
def test_a_number_has_one_spelling(text: str) -> None:
    """Signs, spaces, other alphabets' digits, more or fewer digits: no badge."""
    with pytest.raises(NotABadge):
        parse(text)


@given(st.text(alphabet="0123456789", min_size=DECIMAL_DIGITS, max_size=DECIMAL_DIGITS))
def test_any_other_number_is_refused(digits: str) -> None:
    """T-01: a guessed number does not open, and no number raises anything but a badge's error."""
    assume(digits != TOKEN.decimal)
    with pytest.raises(BadgeError):
        open_door(parse(digits))


@pytest.mark.parametrize(
    "text",
    [
        f"ftp://portal.example/#{TOKEN.decimal}",
        f"https:///#{TOKEN.decimal}",
        f"https://portal.example#{TOKEN.decimal}",
        f"https://portal.example/?x#{TOKEN.decimal}",
        f"https://portal.example/x/y/#{TOKEN.decimal}",
        f"https://portal.example/##{TOKEN.decimal}",
        f"https://portal.example/#{TOKEN.decimal}#",
        f"https://portal.example/#{TOKEN.decimal} ",
        f"https://por tal.example/#{TOKEN.decimal}",
        f"https://portal.example/#{TOKEN.jwt}",
        f"https://{'x' * MAX_TEXT}/#{TOKEN.decimal}",
        "https://portal.example/#",
    ],
)
def test_a_link_has_one_shape(text: str) -> None:
    """Only the portal's front door carries a badge, and only as a number."""
    with pytest.raises(NotABadge):
        parse(text)


@given(st.text(max_size=600))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever a camera reads, the answer is a badge's error and nothing else."""
    with pytest.raises(BadgeError):
        open_door(parse(text))


@given(st.integers(0, len(TOKEN.jwt) - 1), st.characters())
def test_no_character_of_the_jwt_can_be_changed(place: int, character: str) -> None:
    """T-01: one character of the JWT replaced by any other does not open."""
    assume(TOKEN.jwt[place] != character)
    with pytest.raises(BadgeError):
        open_door(parse(TOKEN.jwt[:place] + character + TOKEN.jwt[place + 1 :]))


@given(st.integers(0, len(TOKEN.jwt) - 1))
def test_a_cut_jwt_is_no_badge(length: int) -> None:
    """T-01: a badge that lost its end, its signature or everything is none."""
    with pytest.raises(NotABadge):
        parse(TOKEN.jwt[:length])


def test_no_error_repeats_the_text() -> None:
    """T-12: a refusal that ends in a log does not put the badge there."""
    for text in (TOKEN.decimal + "0", TOKEN.jwt + "A", f"ftp://x/#{TOKEN.decimal}"):
        with pytest.raises(NotABadge) as refused:
            parse(text)
        assert TOKEN.decimal not in str(refused.value)
        assert TOKEN.jwt not in str(refused.value)
        assert refused.value.__cause__ is None


@pytest.mark.parametrize("badge_id", ["AbCd_efGh-12=", "AbCd efGh-12AA", "AbCd+efGh/12", "AbCd_efGh-12\n"])
def test_a_badge_id_has_one_spelling(badge_id: str) -> None:
    """T-01: padding, spaces and the other base64 alphabet are refused even under a signature that holds."""
    claims = {"iss": DISTRICT, "jti": badge_id}
    headers = {"kid": KID, "typ": "badge+jwt"}
    text = jwt.encode(claims, KEY, algorithm="EdDSA", headers=headers, sort_headers=True)
    with pytest.raises(NotABadge):
        parse(text)
