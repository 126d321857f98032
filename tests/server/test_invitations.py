"""Invitations: the one way to a first second step, and to a new one for who lost theirs."""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from harmony.model import Person
from harmony_server.accounts.invitations import DAYS, PAGE
from harmony_server.mail.worker import MailWorker
from harmony_server.settings.mail import MailSettings
from tests.district import ADA, ORIGIN, TILDA, District, password_body
from tests.server.authenticator import Authenticator
from tests.server.engines import on_both_engines
from tests.server.second_steps import FACTORS, ME, RECOVERY, code, code_of, type_code, with_totp
from tests.server.staff_world import LENA, MANU, people_two_schools, staff_client

pytestmark = on_both_engines

INVITE = "/api/v1/admin/invitations"
LOOK = "/api/v1/invitations/look"
ACCEPT = "/api/v1/invitations/accept"
SESSION = "/api/v1/session"
OWN_SESSIONS = "/api/v1/staff/sessions"
NEW_PASSWORD = "velvet-otter-lantern"


@pytest.fixture
def schools(district: District) -> District:
    """Two schools with their staff."""
    return people_two_schools(district)


def invited(district: District, person: Person = TILDA, by: Person = ADA) -> str:
    """The secret of a link that somebody was sent."""
    answer = staff_client(district, by).post(INVITE, json={"person_id": person.id})
    assert answer.status_code == 201, answer.text
    begin, _, token = answer.json()["url"].partition("#")
    assert begin == f"{ORIGIN}{PAGE}"
    return str(token)


def follow(client: TestClient, token: str, password: str = NEW_PASSWORD) -> httpx2.Response:
    """Follow an invitation."""
    return client.post(ACCEPT, json={"token": token, "password": password})


def set_up(district: District, client: TestClient) -> str:
    """Set an authenticator up; its secret."""
    secret: str = client.post(f"{FACTORS}/totp").json()["secret"]
    answer = client.post(f"{FACTORS}/totp/confirm", json={"code": code(district, secret)})
    assert answer.status_code == 200, answer.text
    return secret


def test_an_invitation_leads_to_the_console(schools: District) -> None:
    """T-45: Password and second step are set, in this order, and nothing of the console before both are."""
    token, client = invited(schools), schools.client()
    told = client.post(LOOK, json={"token": token}).json()
    assert told == {
        "given_name": TILDA.given_name,
        "username": TILDA.username,
        "needs": ["password", "second_step"],
    }
    assert follow(client, token).status_code == 201
    assert client.get(ME).json()["second_step"]["state"] == "not_set_up"
    assert code_of(client.get(OWN_SESSIONS)) == "second_step_required"
    assert code_of(client.post(f"{FACTORS}/recovery-codes")) == "second_step_required"
    secret = set_up(schools, client)
    assert client.get(OWN_SESSIONS).json()["sessions"][0]["amr"] == ["pwd", "totp"]
    assert len(client.post(f"{FACTORS}/recovery-codes").json()["codes"]) == 10
    schools.clock.advance(30)
    later = schools.client()
    assert later.post(SESSION, json=password_body(TILDA, NEW_PASSWORD)).status_code == 201
    assert code_of(type_code(later, code(schools, secret))) is None


def test_a_passkey_is_enough(schools: District) -> None:
    """Nobody needs a phone: a passkey made by an invitation opens the console."""
    client = schools.client()
    follow(client, invited(schools))
    asked: dict[str, Any] = client.post(f"{FACTORS}/passkey-options").json()["options"]
    made = Authenticator(ORIGIN, ORIGIN.partition("://")[2]).create(asked)
    answer = client.post(f"{FACTORS}/passkeys", json={"credential": made, "name": "Laptop"})
    assert answer.json()["second_step"]["methods"] == ["passkey"]
    assert client.get(OWN_SESSIONS).status_code == 200


def test_an_invitation_does_its_work_once(schools: District) -> None:
    """T-65: It can be begun again until a second step is set up, and is worth nothing from then on."""
    token, client, again = invited(schools), schools.client(), schools.client()
    assert follow(client, token).status_code == 201
    assert follow(again, token).status_code == 201
    assert code_of(client.get(ME)) == "not_signed_in"
    set_up(schools, again)
    assert code_of(follow(client, token)) == "invitation_over"
    assert code_of(client.post(LOOK, json={"token": token})) == "invitation_over"


def test_a_new_invitation_stops_who_followed_the_last(schools: District) -> None:
    """T-65: Whoever got at a link first and is not done yet is out as soon as a new one is made."""
    thief = schools.client()
    assert follow(thief, invited(schools)).status_code == 201
    secret = thief.post(f"{FACTORS}/totp").json()["secret"]
    invited(schools)
    body = {"code": code(schools, secret)}
    assert code_of(thief.post(f"{FACTORS}/totp/confirm", json=body)) == "not_signed_in"


def test_an_invitation_ends(schools: District) -> None:
    """T-65: With time, with the next one, with the last grant, and it never was if nobody made it."""
    first, second = invited(schools, MANU), invited(schools, MANU)
    client = schools.client()
    assert code_of(follow(client, first)) == "invitation_over"
    assert code_of(follow(client, "x" * 43)) == "invitation_over"
    assert client.post(LOOK, json={"token": second}).status_code == 200
    schools.clock.advance(DAYS * 24 * 3600)
    assert code_of(follow(client, second)) == "invitation_over"
    third = invited(schools, MANU)
    with schools.store.begin() as tx:
        for record in tx.grants.held_by(MANU.id):
            tx.grants.end(record.id, schools.clock())
    assert code_of(follow(client, third)) == "invitation_over"


def test_an_invitation_replaces_what_was_there(schools: District) -> None:
    """T-61: Who lost a laptop is invited anew: password, second step and every session before are over."""
    old = with_totp(schools, TILDA)
    lost = staff_client(schools, TILDA)
    codes = lost.post(f"{FACTORS}/recovery-codes").json()["codes"]
    client = schools.client()
    follow(client, invited(schools))
    assert code_of(lost.get(ME)) == "not_signed_in"
    assert code_of(schools.client().post(SESSION, json=password_body(TILDA))) == "wrong_credentials"
    assert code_of(type_code(client, code(schools, old))) == "wrong_second_step"
    new = set_up(schools, client)
    schools.clock.advance(30)
    assert code_of(type_code(client, code(schools, old))) == "wrong_second_step"
    assert code_of(client.post(RECOVERY, json={"code": codes[0]})) == "wrong_second_step"
    assert code_of(type_code(client, code(schools, new))) is None


@pytest.mark.parametrize(
    ("password", "code"),
    [("short-7", "password_too_short"), ("Oakes-2026-maple", "password_easy_to_guess")],
)
def test_the_password_keeps_the_rules(schools: District, password: str, code: str) -> None:
    """What is asked of a password is asked here too, and the invitation stays good."""
    token, client = invited(schools), schools.client()
    assert code_of(follow(client, token, password)) == code
    assert follow(client, token).status_code == 201


def test_looking_is_bounded(schools: District) -> None:
    """T-65: Whoever looks for invitations without an end is told to wait, as far as one address goes."""
    client = schools.client()
    answers = [code_of(client.post(LOOK, json={"token": "x"})) for _ in range(61)]
    assert answers == ["invitation_over"] * 60 + ["too_many_tries"]
    elsewhere = schools.client("198.51.100.9")
    assert code_of(elsewhere.post(LOOK, json={"token": "x"})) == "invitation_over"


def test_nobody_invites_above_themselves(schools: District) -> None:
    """T-33: A lead invites their teachers, nobody above, and of who is elsewhere they learn nothing."""
    lead = staff_client(schools, LENA)
    assert lead.post(INVITE, json={"person_id": TILDA.id}).status_code == 201
    assert lead.post(INVITE, json={"person_id": MANU.id}).status_code == 201
    assert code_of(lead.post(INVITE, json={"person_id": LENA.id})) == "forbidden"
    assert code_of(lead.post(INVITE, json={"person_id": ADA.id})) == "not_found"
    admin = staff_client(schools, ADA)
    assert admin.post(INVITE, json={"person_id": LENA.id}).status_code == 201
    assert admin.post(INVITE, json={"person_id": ADA.id}).status_code == 201
    with_totp(schools, ADA)
    assert code_of(admin.post(INVITE, json={"person_id": ADA.id})) == "forbidden"


def test_who_invited_whom_is_on_record(schools: District) -> None:
    """T-65: An invitation can be answered for, and so can its use; the link itself is nowhere."""
    token = invited(schools)
    follow(schools.client(), token)
    with schools.store.read() as tx:
        recorded = [(each.event, each.person_id, each.by_id) for each in tx.audit.last(3)]
        rows = tx.audit._connection.exec_driver_sql("SELECT * FROM invitations").all()
    assert recorded == [
        ("invitation_accepted", TILDA.id, None),
        ("password_set", TILDA.id, None),
        ("invited", TILDA.id, ADA.id),
    ]
    assert not any(token in str(row) for row in rows)


def test_an_invitation_is_mailed(schools: District, tmp_path: Path) -> None:
    """T-65: The link is made as the mail is sent: it lies in no queue, and whoever invited is not told it."""
    settings = MailSettings(tmp_path / "mail", "Maple Valley Schools <portal@maple.example>")
    schools.config = replace(schools.config, mail=settings)
    body = {"person_id": TILDA.id, "mail_to": "tilda@maple.example", "language": "es"}
    answer = staff_client(schools, ADA).post(INVITE, json=body)
    assert (answer.status_code, answer.json()["url"]) == (201, None)
    worker = MailWorker(
        schools.config,
        settings,
        schools.store,
        schools.clock,
        pepper=schools.keys.pepper,
        rng=secrets.token_bytes,
    )
    assert worker.drain() == 1
    (sent,) = (tmp_path / "mail").rglob("*.eml")
    message = message_from_bytes(sent.read_bytes(), policy=default)
    assert message["To"] == "tilda@maple.example"
    body_part = message.get_body(("plain",))
    assert body_part is not None
    text = body_part.get_content()
    (token,) = re.findall(rf"{ORIGIN}/es{PAGE}#(\S+)", text)
    assert follow(schools.client(), token).status_code == 201
