"""Badges on paper: whose, on which sheet, what the page looks like, and the file of it."""

from harmony_console.printing.align import Align
from harmony_console.printing.view import Print
from harmony_console.view import View

VIEWS: tuple[type[View], ...] = (Print, Align)
