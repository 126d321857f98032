"""What leads and administrators do, over HTTP."""

from harmony_server.api.routes.admin import (
    catalogue,
    catalogue_told,
    district,
    grants,
    people,
    record,
    roster,
)

ROUTERS = (
    people.router,
    grants.router,
    record.router,
    district.router,
    catalogue_told.router,
    catalogue.router,
    roster.router,
)
