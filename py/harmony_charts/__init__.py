"""Charts of the staff console: a wheel of its own, installed once somebody wants to see one."""

from harmony_charts.doors import door, heights

__all__ = ["door", "heights"]
