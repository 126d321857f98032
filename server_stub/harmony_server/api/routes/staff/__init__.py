"""What staff do with students, over HTTP."""

from harmony_server.api.routes.staff import (
    classes,
    help,  # noqa: A004  what it is
    lettering,
    passwords,
    students,
    voiding,
)

ROUTERS = tuple(each.router for each in (classes, students, lettering, help, passwords, voiding))
