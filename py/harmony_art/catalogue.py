"""Every drawing that a page's template asks for by name alone."""

from collections.abc import Callable, Mapping

from harmony_art import (
    accounts,
    browsers,
    door,
    family,
    friend,
    guide,
    leaving,
    letter_tiles,
    pictures,
    staff,
)

DRAWINGS: Mapping[str, Callable[[], str]] = {
    "logo": door.logo,
    "start_door": door.start_door,
    "reveal": door.reveal,
    "block_arch": door.block_arch,
    "guide": guide.guide,
    "changing_friend": friend.changing_friend,
    "calm_friend": lambda: friend.friend("calm"),
    "pleased_friend": lambda: friend.friend("pleased"),
    "ghost_camera": browsers.ghost_camera,
    "pointing_arrow": browsers.pointing_arrow,
    "open_page": family.open_page,
    "hold_badge": family.hold_badge,
    "go_in": family.go_in,
    "closing_door": leaving.closing_door,
    "open_tabs": leaving.open_tabs,
    "pictures": pictures.sprite,
    "letter_tiles": letter_tiles.sprite,
    "browsers": browsers.sprite,
    "strength": accounts.strength,
    "kid_door": staff.kid_door,
    "room": staff.room,
    "tally": staff.tally,
    "staff_door": staff.staff_door,
    "no_classes": staff.no_classes,
    "two_doors": staff.two_doors,
    "lost_door": staff.lost_door,
    "put_here": staff.put_here,
}
