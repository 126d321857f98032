"""What staff do with students, over HTTP."""

from harmony_server.api.routes.staff import (
    classes,
    help,  # noqa: A004  what it is
    layouts,
    lettering,
    overview,
    passwords,
    print_jobs,
    printing,
    slips,
    students,
    substitutes,
    voiding,
)

ROOMS = (
    *(classes, students, lettering, help, passwords, voiding, slips),
    *(layouts, printing, print_jobs, overview, substitutes),
)
ROUTERS = tuple(each.router for each in ROOMS)
