"""Refusals in the words of OAuth 2.0 and OpenID Connect: they go to the app, not to the child."""

from __future__ import annotations


class OAuthError(Exception):
    """An answer of its own to the app's server (RFC 6749, section 5.2)."""

    def __init__(self, error: str, description: str = "", *, status: int = 400) -> None:
        super().__init__(description or error)
        self.error = error
        """A code of a specification, such as `invalid_grant`."""
        self.description = description
        """For whoever writes the app. It repeats nothing that was sent."""
        self.status = status


class InvalidClient(OAuthError):
    """It did not prove to be the app it says it is."""

    def __init__(self, description: str) -> None:
        super().__init__("invalid_client", description, status=401)


class InvalidToken(OAuthError):
    """The access token opens nothing, or nothing any more (RFC 6750, section 3.1)."""

    def __init__(self) -> None:
        super().__init__("invalid_token", "The access token is not good, or no longer.", status=401)


class Untrusted(Exception):
    """A browser came with a request that cannot be answered to where it says: it is told here and now.

    Nobody is sent to an address that was not agreed upon (RFC 6749, section 4.1.2.1).
    """


class AuthorizationRefused(Exception):
    """The app is told by the browser, at an address that was agreed upon, why nobody signed in."""

    def __init__(self, error: OAuthError, redirect_uri: str, state: str | None) -> None:
        super().__init__(str(error))
        self.error = error
        self.redirect_uri = redirect_uri
        self.state = state
