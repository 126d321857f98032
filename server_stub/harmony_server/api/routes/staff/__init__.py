"""What staff do with students, over HTTP."""

from harmony_server.api.routes.staff import classes, students

ROUTERS = (classes.router, students.router)
