"""The app catalogue: which learning apps a district has, where they lead, and who sees them.

`load` reads apps.toml; `Catalogue.visible_to` answers a dashboard.
"""

from harmony.apps.catalogue import BACKGROUNDS, CATEGORIES, App, Catalogue, StartHere
from harmony.apps.oidc import OidcClient
from harmony.apps.reading import load

__all__ = ["BACKGROUNDS", "CATEGORIES", "App", "Catalogue", "OidcClient", "StartHere", "load"]
