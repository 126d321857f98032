"""What leads and administrators do, over HTTP."""

from harmony_server.api.routes.admin import district, grants, people, record, roster

ROUTERS = (people.router, grants.router, record.router, district.router, roster.router)
