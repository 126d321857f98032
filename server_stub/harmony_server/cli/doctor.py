"""The command `harmony doctor`."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url

from harmony.model import ExternalKind
from harmony_server.badges.keys import FOLDER, KeyRing
from harmony_server.cli import outside
from harmony_server.cli.apps import missing_icons, missing_secrets
from harmony_server.cli.console import REFUSALS, Refused, say
from harmony_server.cli.district import DATA, DataOption, load_catalogue, now, opened
from harmony_server.cli.keys import day
from harmony_server.mail.transport import NotSent, transport
from harmony_server.settings import config
from harmony_server.sso.keys import FOLDER as OIDC_FOLDER
from harmony_server.sso.keys import OidcKeys
from harmony_server.store import MailState

SOON_S = 30 * 24 * 3600


def doctor(data: DataOption = DATA) -> None:
    """Check what the portal stands on: folder, settings, keys, clock, database, apps, icons, mail, proxy."""
    sick = False
    for title, check in _CHECKS.items():
        try:
            say(f"ok     {title}: {check(data)}")
        except outside.NotReached as silent:
            say(f"note   {title}: {silent}. Start the server and its proxy, and ask again.")
        except (*REFUSALS, OSError) as problem:
            say(f"wrong  {title}: {problem}")
            sick = True
    if sick:
        raise Refused("Something is wrong; see above.")


def _folder(data: Path) -> str:
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        raise Refused(f"{data} is not a folder that this user can write to.")
    for path in _secrets(data):
        _only_ours(path)
    return f"{data}, and its secrets are its owner's alone"


def _only_ours(path: Path) -> None:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Refused(f"{path} can be read by others. Mend it with: chmod go= {path}")


def _secrets(data: Path) -> Iterator[Path]:
    for folder in (FOLDER, OIDC_FOLDER, "secrets"):
        yield from sorted((data / folder).glob("*"))
    yield from sorted(path for name in ("harmony.db*", "demo*.toml", "demo*.pdf") for path in data.glob(name))


def _settings(data: Path) -> str:
    settings = config.load(data)
    mail = settings.mail.to if settings.mail else None
    if make_url(settings.database_url).password is not None or getattr(mail, "password", None):
        _only_ours(data / config.FILE)
    address = urlsplit(settings.portal_url)
    if address.scheme == "http" and address.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise Refused(
            f"portal_url is {settings.portal_url}: over http no browser gives its camera, "
            "and nobody is signed in. Put a TLS proxy in front, and write https."
        )
    return f"{settings.name}, {settings.portal_url}"


def _keys(data: Path) -> str:
    ring = KeyRing.load(data, now())
    key = ring.signing_key
    with opened(data) as district, district.store.read() as tx:
        missing = tx.badges.kids() - {each.kid for each in ring.keys}
    if missing:
        raise Refused(
            f"badges were issued with the key {min(missing)}, which is not in {data / FOLDER}. Copy that "
            "folder from the machine where the key was made: every machine needs all keys."
        )
    if key.not_after - ring.now < SOON_S:
        raise Refused(f"the newest key is good until {day(key.not_after)} only. Run: harmony keys rotate")
    return f"{len(ring.public_keys())} verify, {key.kid} signs until {day(key.not_after)}"


def _oidc_keys(data: Path) -> str:
    if not (data / OIDC_FOLDER).exists():
        return "none yet; the server makes them when it starts"
    ring, signs_in = OidcKeys.load(data), [app for app in load_catalogue(config.load(data)).apps if app.oidc]
    for each in signs_in:
        if each.oidc:
            ring.signing(each.oidc.id_token_signed_response_alg)
    if missing := list(missing_secrets(config.load(data), load_catalogue(config.load(data)))):
        raise Refused(" ".join(missing))
    return f"{len(ring.published(now()))} published, for {len(signs_in)} apps that sign in"


def _clock(data: Path) -> str:
    made = max(key.created for key in KeyRing.load(data, now()).keys)
    if now() < made:
        raise Refused(f"this machine's clock says {day(now())}, but a key was made on {day(made)}.")
    return f"{day(now())}, not before the newest key"


def _database(data: Path) -> str:
    with opened(data) as district:
        if faults := district.store.faults():
            raise Refused(f"it is damaged: {'; '.join(faults)}. Stop the server and put a copy of it back.")
        district.store.prove_writable()
        with district.store.read() as tx:
            people, classes = len(tx.roster.people()), len(tx.roster.classes())
    return f"{people:,} people, {classes:,} classes; whole, and can be written"


def _apps(data: Path) -> str:
    return f"{len(load_catalogue(config.load(data)).apps)} apps"


def _icons(data: Path) -> str:
    settings = config.load(data)
    if missing := list(missing_icons(settings, load_catalogue(settings))):
        raise Refused(" ".join(missing))
    return "every app's icon is there"


def _second_step(data: Path) -> str:
    with opened(data) as district:
        rules = district.config.second_steps
        named = {school for rule in rules for school in rule.whose.schools or ()}
        with district.store.read() as tx:
            known = frozenset().union(*tx.external_ids.by_portal_id(ExternalKind.SCHOOL).values())
    missing = sorted(named - known)
    if missing:
        raise Refused(
            f"no roster knows the school {missing[0]!r} of [[second_step]] in {config.FILE}, so nobody there "
            "is asked for anything. Write its sourcedId."
        )
    return f"{len(rules)} [[second_step]] say whose badge asks for more" if rules else "badges alone open"


def _mail(data: Path) -> str:
    with opened(data) as district:
        settings = district.config.mail
        if settings is None:
            return "the portal sends none; [mail] in district.toml says how it could"
        with district.store.read() as tx:
            counts = tx.mail.counts()
    try:
        with transport(settings):
            waiting, failed = counts.get(MailState.WAITING, 0), counts.get(MailState.FAILED, 0)
            return f"it can be handed over; {waiting:,} wait, {failed:,} failed: harmony mail status"
    except NotSent as failure:
        raise Refused(f"none can be sent, {failure.reason}. Mend mail_url in {config.FILE}.") from None


def _proxy(data: Path) -> str:
    settings = config.load(data)
    if urlsplit(settings.portal_url).scheme == "http" or settings.any_host:
        return "none: the portal is only being tried"
    return outside.check(settings)


_CHECKS: dict[str, Callable[[Path], str]] = {
    "folder": _folder,
    "settings": _settings,
    "keys": _keys,
    "keys for apps": _oidc_keys,
    "clock": _clock,
    "database": _database,
    "apps": _apps,
    "icons": _icons,
    "badges": _second_step,
    "mail": _mail,
    "proxy": _proxy,
}
