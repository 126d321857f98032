"""Making a data folder: settings, keys, an empty catalogue of apps."""

from __future__ import annotations

import json
from pathlib import Path

from harmony.badge.token import DISTRICT_BYTES, encode_base64url
from harmony_server.badges.keys import FOLDER, KeyRing, Rng
from harmony_server.settings import config
from harmony_server.settings.config import Config, ConfigError
from harmony_server.sso.keys import OidcKeys

APPS = """\
# The learning apps of this district; `harmony apps check` says what is wrong here. See docs/apps.md.
#
# [[app]]
# id = "story"
# name = {en = "Story Doors", es = "Puerta de cuentos"}
# link = "https://stories.example/"
# icon = "story.svg"          # a file in icons/
# background = "sky"          # sky marigold paper coral teal
# category = "read"           # read numbers make class more
# [app.who]
# roles = ["student"]         # without a rule nobody sees the app
# grades = ["PK", "KG", "01"]
"""


def create(data: Path, *, name: str, portal_url: str, code: str | None, now: float, rng: Rng) -> Config:
    """Make a district's data folder and give its settings; a random `code` is drawn if there is none.

    Raises ConfigError if there is a district already or the settings cannot be used, and KeyRingError.
    """
    path = data / config.FILE
    if path.exists():
        raise ConfigError(f"{path} is there already: this folder is a district's.")
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    (data / "icons").mkdir(exist_ok=True)
    settings = _settings(path, name=name, portal_url=portal_url, code=code or _random_code(rng))
    if not (data / FOLDER).exists():
        KeyRing.create(data, now, rng)
    OidcKeys.ensure(data, now, rng)
    if not settings.apps.exists():
        settings.apps.write_text(APPS, encoding="utf-8")
    return settings


def _settings(path: Path, **values: str) -> Config:
    """Write the settings and read them back; what cannot be read is not left behind."""
    # A JSON string without escapes for plain letters is a TOML basic string too.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    path.write_text("\n".join(["[district]", *lines, ""]), encoding="utf-8", errors="replace")
    try:
        return config.load(path.parent)
    except ConfigError:
        path.unlink()
        raise


def _random_code(rng: Rng) -> str:
    return encode_base64url(rng(DISTRICT_BYTES))
