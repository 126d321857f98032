"""The second step of a badge: chosen once, tapped from then on, and how far anybody gets without it."""

from __future__ import annotations

from harmony.people.badge_secret import MOST_WRONG, SecretKind
from harmony_server.accounts import badge_secrets
from harmony_server.accounts.badge_secrets import FORGIVEN, FORGIVEN_EVERY_S, PACE, WAITS_S
from harmony_server.store import SecretTries
from tests.district import LEO, MIA, TILDA, District, badge_body, password_body
from tests.server.badge_steps import CHOICE, OTHER, PAIR, PIN, SESSION, STEP, chosen, outcome, shown
from tests.server.engines import on_both_engines
from tests.unit.test_badge_secret import FORGIVEN_A_DAY


def test_a_badge_tells_a_first_name_and_opens_nothing(asking: District) -> None:
    """T-73: What is asked, and nothing more of the child; whoever was in before is out."""
    client = asking.client()
    client.post(SESSION, json=password_body())
    answer = client.post(SESSION, json=badge_body(asking.badge()))
    assert answer.status_code == 202
    assert answer.json() == {
        "person": {"given_name": MIA.given_name},
        "second_step": {
            "kind": "pin",
            "length": 4,
            "is_set": False,
            "is_locked": False,
            "retry_after": None,
            "seconds_left": WAITS_S,
        },
    }
    assert client.get("/api/v1/dashboard").json()["code"] == "not_signed_in"
    assert client.get(STEP).json() == answer.json()


@on_both_engines
def test_a_secret_is_chosen_once_and_asked_from_then_on(asking: District) -> None:
    """By PIN in one grade, by two pictures in whichever order in the other."""
    for person, secret, again in ((MIA, PIN, PIN), (LEO, PAIR, {"pictures": ["bee", "owl"]})):
        client = chosen(asking, person, secret)
        assert client.get("/api/v1/dashboard").json()["person"]["given_name"] == person.given_name
        client = shown(asking, person)
        assert client.get(STEP).json()["second_step"]["is_set"] is True
        assert outcome(client, secret, CHOICE) == "second_step_set"
        assert outcome(client, again) == "ok"
        assert client.get("/api/v1/dashboard").status_code == 200
        assert outcome(client, again) == "second_step_over", "a badge waits for one session"


@on_both_engines
def test_the_session_says_what_opened_it(asking: District) -> None:
    """A badge and something known, for apps and for whoever looks at the record."""
    chosen(asking)
    with asking.store.read() as tx:
        (session,) = tx.sessions.of_person(MIA.id)
        assert (session.amr, session.second_step) == ("badge", "pin")
        events = [(each.event, each.amr) for each in tx.audit.last(3)]
    assert events == [("second_step", "pin"), ("sign_in", "badge"), ("second_step_set", "pin")]


def test_what_is_not_asked_for_is_not_taken(asking: District) -> None:
    """Another kind, another length, a number that everybody tries, a picture that is none."""
    client = shown(asking)
    assert outcome(client, PAIR, CHOICE) == "second_step_unfit"
    assert outcome(client, {"pin": "80245"}, CHOICE) == "second_step_unfit"
    assert outcome(client, {"pin": "1234"}, CHOICE) == "second_step_easy"
    assert outcome(client, {"pin": MIA.username[1:]}, CHOICE) == "second_step_easy"
    assert outcome(client, PIN) == "second_step_unfit", "there is none to be right"
    assert outcome(shown(asking, LEO), {"pictures": ["owl", "owl"]}, CHOICE) == "second_step_unfit"
    assert client.post(CHOICE, json={"pin": "12"}).status_code == 422


def test_a_badge_waits_in_its_own_browser_and_not_for_long(asking: District) -> None:
    """T-73: Nothing goes on elsewhere, after five minutes, or after whoever it was has left."""
    chosen(asking)
    client = shown(asking)
    assert outcome(asking.client(), PIN) == "second_step_over"
    asking.clock.advance(WAITS_S)
    assert outcome(client, PIN) == "second_step_over"
    client = shown(asking)
    client.delete(SESSION)
    assert outcome(client, PIN) == "second_step_over"


def test_other_ways_in_ask_for_nothing_more(asking: District) -> None:
    """A password is known already, and a grown-up reads out a code; staff have another second step."""
    assert asking.client().post(SESSION, json=password_body()).status_code == 201
    assert asking.client().post(SESSION, json=badge_body(asking.badge(TILDA))).status_code == 201


@on_both_engines
def test_a_badge_voided_meanwhile_opens_nothing(asking: District) -> None:
    """T-02: Nor does one chosen for after it: the badge is looked at again in the end."""
    chosen(asking)
    client = shown(asking)
    asking.void()
    assert outcome(client, PIN) == "badge_void"
    assert client.get("/api/v1/dashboard").json()["code"] == "not_signed_in"


def test_tries_wait_and_then_a_grown_up_is_asked(asking: District) -> None:
    """T-73: Three are free, then the waits double; after ten even the right one is not looked at."""
    chosen(asking)
    client = shown(asking)
    waits = []
    for _ in range(MOST_WRONG[SecretKind.PIN]):
        answer = client.post(STEP, json=OTHER)
        if (wait := answer.json().get("retry_after")) is not None:
            assert outcome(client, PIN) == "too_many_tries"
            waits.append(wait)
            asking.clock.advance(wait)
            client = shown(asking)
    assert answer.json()["code"] == "second_step_locked"
    assert waits == [30, 60, 120, 240, 480, 900, 900]
    assert outcome(client, PIN) == "second_step_locked"
    assert client.get(STEP).json()["second_step"]["is_locked"] is True
    asking.clock.advance(30 * 24 * 3600)
    assert outcome(shown(asking), PIN) == "second_step_locked", "time makes nothing forgotten"


def test_pictures_are_tried_five_times(asking: District) -> None:
    """T-73: There are only 66 pairs, so a grown-up is asked sooner."""
    chosen(asking, LEO, PAIR)
    for _ in range(MOST_WRONG[SecretKind.PICTURES]):
        last = outcome(shown(asking, LEO), {"pictures": ["hat", "bee"]})
        asking.clock.advance(PACE.max_wait_s)
    assert last == outcome(shown(asking, LEO), PAIR) == "second_step_locked"


@on_both_engines
def test_a_new_badge_is_tried_anew(asking: District) -> None:
    """T-14: What a thief did with the lost badge holds up nobody: the next one takes the same secret."""
    chosen(asking)
    with asking.store.begin() as tx:
        lost = tx.badges.issued_to(MIA.id)
        assert lost
        tries = SecretTries(lost.badge_id, MOST_WRONG[SecretKind.PIN], asking.clock(), 0)
        tx.badge_secrets.put_tries(tries)
    assert outcome(shown(asking), PIN) == "second_step_locked"
    asking.new_badge()
    assert outcome(shown(asking), PIN) == "ok"


def test_a_right_one_forgives_three_and_only_once_a_day(asking: District) -> None:
    """T-73: What the arithmetic of a copied badge stands on, whoever signs in how often."""
    assert FORGIVEN == FORGIVEN_A_DAY
    assert FORGIVEN_EVERY_S > 12 * 3600, "no day at school has two"
    chosen(asking)

    def wrong() -> int:
        with asking.store.read() as tx:
            return tx.badge_secrets.most_wrong(MIA.id)

    for expected in (0, FORGIVEN, 2 * FORGIVEN):
        for _ in range(FORGIVEN):
            assert outcome(shown(asking), OTHER) in ("wrong_second_step", "second_step_locked")
            asking.clock.advance(PACE.max_wait_s)
        assert outcome(shown(asking), PIN) == "ok"
        assert wrong() == expected
    asking.clock.advance(FORGIVEN_EVERY_S)
    assert outcome(shown(asking), PIN) == "ok"
    assert wrong() == FORGIVEN


@on_both_engines
def test_reset_has_it_chosen_anew_and_ends_what_it_began(asking: District) -> None:
    """Whoever is in by the badge is out: it may be another who chose the secret."""
    client = chosen(asking)
    with asking.store.begin() as tx:
        assert badge_secrets.reset(tx, MIA.id, by=TILDA.id, now=asking.clock())
        assert not badge_secrets.reset(tx, MIA.id, by=TILDA.id, now=asking.clock())
    assert client.get("/api/v1/dashboard").json()["code"] == "not_signed_in"
    assert outcome(shown(asking), PIN) == "second_step_unfit"
    assert outcome(shown(asking), OTHER, CHOICE) == "ok"


def test_a_kept_secret_is_no_use_to_who_copies_the_database(asking: District) -> None:
    """T-73: It is argon2 of a hash under a key that is not there, another for each child."""
    chosen(asking)
    chosen(asking, LEO, PAIR)
    with asking.store.read() as tx:
        kept = [tx.badge_secrets.get(person.id) for person in (MIA, LEO)]
    assert all(each and each.secret_hash.startswith("$argon2id$") for each in kept)
    secret = badge_secrets.Secret(SecretKind.PIN, PIN["pin"])
    pepper = asking.keys.pepper
    assert secret.keyed(pepper, MIA.id) != secret.keyed(pepper, LEO.id) != secret.keyed(b"x", LEO.id)
    assert PIN["pin"] not in repr(secret)
