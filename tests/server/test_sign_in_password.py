"""Signing in with a student id and a password, and how passwords are kept."""

from __future__ import annotations

import re
import unicodedata

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from harmony.model import Person
from harmony_server.accounts import passwords
from harmony_server.accounts.line import Line
from harmony_server.accounts.passwords import PasswordRefused
from harmony_server.accounts.refusals import Busy
from tests.district import DORA, LARS, LEO, MIA, PASSWORD, District, password_body

SESSION = "/api/v1/session"


def test_the_right_password_opens_the_dashboard(client: TestClient) -> None:
    """A student id and the password that goes with it are enough."""
    response = client.post(SESSION, json=password_body())
    assert response.status_code == 201
    assert response.json()["person"]["given_name"] == MIA.given_name


@pytest.mark.parametrize(
    "username", ["s1001", "S1001", " s1001 ", "ｓ１００１", "S١٠٠١", "S1001\u200b", "\ufeffS1001"]
)
def test_how_the_student_id_is_written_does_not_matter(client: TestClient, username: str) -> None:
    """A child's keyboard is often in capitals or another script, and a clipboard adds what nobody sees."""
    assert client.post(SESSION, json={"username": username, "password": PASSWORD}).status_code == 201


@pytest.mark.parametrize(
    "body",
    [
        {"username": MIA.username, "password": "apple-river-8"},
        {"username": MIA.username, "password": PASSWORD.upper()},
        {"username": MIA.username, "password": "apple -river-7"},
        {"username": "S9999", "password": PASSWORD},
        {"username": LEO.username, "password": PASSWORD},
    ],
    ids=["wrong", "case", "space", "nobody", "none-set"],
)
def test_anything_else_is_one_and_the_same_refusal(client: TestClient, body: dict[str, str]) -> None:
    """T-06: the answer does not tell whether the account exists, or has a password."""
    response = client.post(SESSION, json=body)
    assert (response.status_code, response.json()["code"]) == (401, "wrong_credentials")


@pytest.mark.parametrize("person", [DORA, LARS], ids=["disabled", "left"])
def test_only_the_right_password_learns_that_an_account_is_disabled(
    client: TestClient, person: Person
) -> None:
    """T-03, T-06: an old password does not open, and only its owner is told why."""
    right = client.post(SESSION, json=password_body(person))
    wrong = client.post(SESSION, json=password_body(person, "apple-river-8"))
    assert (right.status_code, right.json()["code"]) == (403, "account_disabled")
    assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong_credentials")


def test_the_same_letters_from_another_keyboard_are_the_same_password(
    district: District, client: TestClient
) -> None:
    """An accent typed as one character or as two is one password (Unicode NFC)."""
    with district.store.begin() as tx:
        decomposed = passwords.hash_password(unicodedata.normalize("NFD", "canción-azul"))
        passwords.set_password(tx, LEO.id, decomposed, district.clock())
    composed = unicodedata.normalize("NFC", "canción-azul")
    assert client.post(SESSION, json=password_body(LEO, composed)).status_code == 201


@pytest.mark.parametrize("around", [" {}", "{}\n", "\t{} ", "\u00a0{}\u3000", "\ufeff{}\r\n", "{} \u200b"])
def test_what_a_clipboard_adds_around_a_password_does_not_matter(client: TestClient, around: str) -> None:
    """A pasted password is tried as it is, then without spaces and line ends around it."""
    assert client.post(SESSION, json=password_body(MIA, around.format(PASSWORD))).status_code == 201


def test_spaces_that_are_part_of_a_password_stay(district: District, client: TestClient) -> None:
    """Who set a password with a space at its edge needs it, and every kind of space is the same."""
    with district.store.begin() as tx:
        passwords.set_password(tx, LEO.id, passwords.hash_password(" apple\u00a0river 7"), district.clock())
    assert client.post(SESSION, json=password_body(LEO, "apple river 7")).status_code == 401
    assert client.post(SESSION, json=password_body(LEO, "\u3000apple river\u2003" + "7")).status_code == 201


@pytest.mark.parametrize(
    ("password", "said"),
    [("apple\triver", "U+0009"), ("apple\u200briver", "U+200B"), ("apple\x7friver", "U+007F")],
)
def test_a_password_that_nobody_can_type_is_refused(password: str, said: str) -> None:
    """Control characters and what nobody can see are named; the joiners that some scripts need stay."""
    with pytest.raises(PasswordRefused, match=re.escape(said)):
        passwords.hash_password(password)
    assert passwords.hash_password("می\u200cخواهم سیب")


def test_work_is_the_same_for_nobody(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """T-06: an unknown name costs what a known one does, spaces around the password or not."""
    checks: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, password_hash: str, password: str) -> bool:
        checks.append(password_hash)
        return verify(self, password_hash, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    client = district.client()
    client.post(SESSION, json=password_body(MIA, "wrong-password"))
    client.post(SESSION, json=password_body(LEO, "wrong-password"))
    client.post(SESSION, json={"username": "nobody", "password": "wrong-password"})
    assert len(checks) == 3
    client.post(SESSION, json=password_body(MIA, " wrong-password"))
    client.post(SESSION, json={"username": "nobody", "password": " wrong-password"})
    assert len(checks) == 7
    assert {check.rpartition("$")[0].rpartition("$")[0] for check in checks} == {
        "$argon2id$v=19$m=19456,t=2,p=1"
    }


def test_a_hash_of_an_older_profile_is_renewed(district: District, client: TestClient) -> None:
    """When the profile is raised, each password moves to it at its owner's next sign-in."""
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    with district.store.begin() as tx:
        tx.credentials.put(LEO.id, old, district.clock())
    assert client.post(SESSION, json=password_body(LEO)).status_code == 201
    with district.store.read() as tx:
        credential = tx.credentials.get(LEO.id)
    assert credential is not None
    assert credential.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert client.post(SESSION, json=password_body(LEO)).status_code == 201


@pytest.mark.parametrize(("length", "fits"), [(7, False), (8, True), (128, True), (129, False)])
def test_passwords_have_a_shortest_and_a_longest_length(length: int, fits: bool) -> None:
    """8 to 128 characters; a refusal says which and does not repeat the password."""
    password = "ñ" * length
    if fits:
        assert passwords.hash_password(password).startswith("$argon2id$")
        return
    with pytest.raises(PasswordRefused, match="characters") as refused:
        passwords.hash_password(password)
    assert password not in str(refused.value)


def test_a_password_changed_meanwhile_does_not_open(
    district: District, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A teacher's reset wins over a sign-in with the old password that was being checked."""
    verify = PasswordHasher.verify

    def reset_meanwhile(self: PasswordHasher, password_hash: str, password: str) -> bool:
        new = passwords.hash_password("a-brand-new-one")
        district.store.write(lambda tx: passwords.set_password(tx, MIA.id, new, district.clock()))
        return verify(self, password_hash, password)

    monkeypatch.setattr(PasswordHasher, "verify", reset_meanwhile)
    response = client.post(SESSION, json=password_body())
    assert (response.status_code, response.json()["code"]) == (401, "wrong_credentials")


def test_who_waits_too_long_is_told_to_come_back(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """T-08: when every turn is taken, the answer is a short wait and not an error."""

    def full(*_: object) -> None:
        raise Busy

    monkeypatch.setattr(Line, "turn", full)
    response = client.post(SESSION, json=password_body())
    assert (response.status_code, response.json()["code"]) == (503, "unavailable")
    assert int(response.headers["Retry-After"]) >= 1
