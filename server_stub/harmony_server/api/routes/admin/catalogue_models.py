"""What the routes of the app catalogue take and answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints

from harmony.apps import App, OidcClient
from harmony_server.api.body import Closed
from harmony_server.sso.subjects import LEAST
from harmony_words import FIRST

Text = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
Address = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00-\x1f\x7f]*$")]
Tag = Annotated[str, StringConstraints(min_length=2, max_length=35, pattern=r"^[A-Za-z0-9-]+$")]
Texts = Annotated[
    dict[Tag, Text],
    Field(
        description="By language (BCP 47): the first is needed, and stands for those that are left out.",
        json_schema_extra={"required": [FIRST.code]},
    ),
]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{20}$")]


class Rule(Closed):
    """Who sees an app: everyone, or whoever matches all that is given."""

    everyone: bool = False
    roles: list[Text] | None = None
    grades: list[Text] | None = None
    schools: list[Text] | None = None
    classes: list[Text] | None = None

    def entry(self) -> dict[str, Any]:
        """As the file has it; nothing given is nobody."""
        if self.everyone:
            given = self.model_dump(exclude={"everyone"}, exclude_none=True)
            return {"everyone": True, **given}
        return self.model_dump(exclude={"everyone"}, exclude_none=True) or {"roles": []}


class NewAppBody(Closed):
    """An app to be added, by a template."""

    id: Text
    name: Texts
    kind: Literal["link", "server", "browser"]
    """A plain link; an app that keeps a secret; one that can keep none."""
    link: Address = ""
    redirect_uris: tuple[Address, ...] = ()
    claims: tuple[Text, ...] = ()
    """What it may know beyond the least."""
    who: Rule = Rule()
    version: Version | None = None


class SignOnChanges(Closed):
    """What is to be different of how an app signs in; what is left out stays."""

    redirect_uris: list[Address] | None = None
    initiate_login_uri: Address | None = None
    post_logout_redirect_uris: list[Address] | None = None
    backchannel_logout_uri: Address | None = None
    claims: list[Text] | None = None


class AppChanges(Closed):
    """What is to be different of an app; what is left out stays."""

    version: Version | None = None
    name: Texts | None = None
    link: Address | None = None
    category: Text | None = None
    background: Text | None = None
    who: Rule | None = None
    oidc: SignOnChanges | None = None
    down: Texts | Literal[False] | None = None
    """Why it does not open just now; false once it does again."""

    def entry(self) -> dict[str, Any]:
        """What is to be set in the file; None takes a key out."""
        changes: dict[str, Any] = self.model_dump(
            include={"link", "category", "background"}, exclude_none=True
        )
        if self.name is not None:
            changes["name"] = as_written(self.name)
        if self.down is not None:
            changes["down"] = None if self.down is False else as_written(self.down)
        if self.oidc:
            changes["oidc"] = self.oidc.model_dump(exclude_none=True)
        return changes


class VersionBody(Closed):
    """The catalogue as whoever asks has seen it; left out, as it stands now."""

    version: Version | None = None


class SignOn(BaseModel):
    """How an app signs in."""

    client_id: str
    proof: Literal["secret", "keys", "none"]
    redirect_uris: list[str]
    initiate_login_uri: str
    post_logout_redirect_uris: list[str]
    backchannel_logout_uri: str
    always_told: list[str]


class Count(BaseModel):
    """How often an app was opened, and by how many people."""

    name: str
    """The title of a class, or the day a week began."""
    opened: int
    people: int


class ForTheMaker(BaseModel):
    """What the form of whoever makes an app asks for."""

    issuer: str
    discovery: str
    client_id: str
    client_secret: str | None
    """Shown this once; null where there is none."""


class AppKept(BaseModel):
    """A change that was made."""

    version: str
    """Of the catalogue, from now on."""
    for_the_maker: ForTheMaker | None = None


def as_written(texts: Mapping[str, str]) -> str | dict[str, str]:
    """A text by language as the file has it: alone where there is that in the first language only."""
    return texts[FIRST.code] if texts.keys() == {FIRST.code} else dict(texts)


def sign_on(client: OidcClient) -> SignOn:
    """How an app signs in, as it is told."""
    has_keys = client.jwks is not None or bool(client.jwks_uri)
    return SignOn(
        client_id=client.client_id,
        proof="none" if client.public else "keys" if has_keys else "secret",
        redirect_uris=list(client.redirect_uris),
        initiate_login_uri=client.initiate_login_uri,
        post_logout_redirect_uris=list(client.post_logout_redirect_uris),
        backchannel_logout_uri=client.backchannel_logout_uri,
        always_told=["sub", *LEAST],
    )


def for_the_maker(app: App, issuer: str, secret: str | None) -> ForTheMaker | None:
    """What its maker's form asks for; None for a plain link."""
    if app.oidc is None:
        return None
    return ForTheMaker(
        issuer=issuer,
        discovery=f"{issuer}/.well-known/openid-configuration",
        client_id=app.oidc.client_id,
        client_secret=secret,
    )
