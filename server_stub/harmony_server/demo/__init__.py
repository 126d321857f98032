"""The demo district: invented people in two invented schools, to try the portal with.

It goes the way every district goes: its roster is imported, its badges are issued, its apps are in apps.toml.
"""

from harmony_server.demo.district import BADGES, NOTES, ROSTER, DemoInfo, ensure, is_demo, keep_reachable
from harmony_server.demo.rosters import write_roster

__all__ = ["BADGES", "NOTES", "ROSTER", "DemoInfo", "ensure", "is_demo", "keep_reachable", "write_roster"]
