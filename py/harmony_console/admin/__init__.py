"""What a school lead and an administrator look after."""

from harmony_console.view import View

VIEWS: tuple[type[View], ...] = ()
