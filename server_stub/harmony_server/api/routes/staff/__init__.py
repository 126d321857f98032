"""What staff do with students, over HTTP."""

from harmony_server.api.routes.staff import classes, lettering, students

ROUTERS = (classes.router, students.router, lettering.router)
