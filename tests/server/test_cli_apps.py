"""The commands about apps that sign in, and their keys."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from harmony.apps import load
from harmony_server.sso.clients import SEALED
from harmony_words import LANGUAGES
from tests.server.command import Command, imported_district, refused


@pytest.fixture
def run(tmp_path: Path) -> Command:
    """A district that has imported a roster."""
    return imported_district(tmp_path)


def added(run: Command, *more: str) -> str:
    """Add an app with a secret; what the command says."""
    result = run(
        *("apps", "add", "--id", "story", "--name", "Story Doors", "--kind", "server"),
        *("--link", "https://stories.example/", "--redirect-uri", "https://stories.example/callback"),
        *("--claim", "given_name", "--who", "everyone", *more),
    )
    assert result.exit_code == 0, result.output
    return result.stdout


def secret_in(said: str) -> str:
    """The secret that was shown."""
    return said.split("client_secret  ")[1].split(maxsplit=1)[0]


def test_an_app_is_added_and_its_secret_shown_once(run: Command) -> None:
    """T-12: the catalogue has the app, the folder its secret sealed, and only whoever asked saw it."""
    said = added(run)
    catalogue = (run.data / "apps.toml").read_text("utf-8")
    (app,) = load(catalogue, LANGUAGES).apps
    assert app.oidc is not None
    assert app.oidc.claims == ("given_name",)
    kept = run.data / "secrets" / "story"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert kept.read_text("utf-8").startswith(SEALED)
    assert secret_in(said) not in kept.read_text("utf-8") + catalogue
    assert "https://portal.example/.well-known/openid-configuration" in said


def test_what_would_not_be_taken_is_not_written(run: Command) -> None:
    """A second app of the same id, and an address that is not encrypted, leave the catalogue as it is."""
    added(run)
    before = (run.data / "apps.toml").read_text("utf-8")
    again = ("apps", "add", "--id", "story", "--name", "S", "--kind", "link", "--link", "https://s.example/")
    assert "2 apps have it" in refused(run(*again))
    plain = ("apps", "add", "--id", "two", "--name", "T", "--kind", "browser", "--link", "https://t.example/")
    assert "not encrypted" in refused(run(*plain, "--redirect-uri", "http://t.example/back"))
    assert (run.data / "apps.toml").read_text("utf-8") == before


def test_a_new_secret_takes_the_place_of_the_old(run: Command) -> None:
    """Each is shown once."""
    first = secret_in(added(run))
    again = run("apps", "rotate-secret", "story")
    assert again.exit_code == 0
    assert secret_in(again.stdout) != first
    assert "is no app with a secret" in refused(run("apps", "rotate-secret", "nothing"))


def test_a_launch_is_explained_step_by_step(run: Command) -> None:
    """From the tile to what the app is told; nobody's session stays open."""
    added(run)
    said = run("apps", "test", "story", "--as", "1001")
    assert said.exit_code == 0, said.output
    for step in ("request", "answer", "tokens", "id token", "user information"):
        assert f"ok     {step}: " in said.stdout
    assert "wrong  tile: leads to https://stories.example/, which did not answer" in said.stdout
    assert "given_name = " in said.stdout
    text = (run.data / "apps.toml").read_text("utf-8")
    (run.data / "apps.toml").write_text(text.replace("everyone = true", "roles = []"), "utf-8")
    assert "access_denied" in refused(run("apps", "test", "story", "--as", "1001"))


def test_a_district_can_say_what_each_app_is_told(run: Command) -> None:
    """By the names it is told it by."""
    added(run)
    assert "an id of its own, role, grade_band, given_name" in run("apps", "receipts").stdout


def test_the_keys_for_apps_are_rotated_apart_from_the_badges(run: Command) -> None:
    """T-34: the new ones sign, the old ones are published for a while, and the badges' stay as they are."""
    badges = run("keys", "list").stdout
    assert run("keys", "list", "--oidc").stdout.count("signs") == 2
    rotated = run("keys", "rotate", "--oidc").stdout
    assert (rotated.count("signs"), rotated.count("published")) == (2, 2)
    assert run("keys", "list").stdout == badges
