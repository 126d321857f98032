"""The drawings: well formed, free of inline styles, and named as the domain names them."""

import re
from xml.etree import ElementTree

import pytest

from harmony.apps import catalogue
from harmony.people import pictures as domain_pictures
from harmony_art import (
    app_icons,
    browsers,
    devices,
    doctor,
    door,
    family,
    flatten,
    friend,
    guide,
    hints,
    line_icons,
    notices,
    palette,
    pictures,
    staff,
)
from harmony_art.kit import SVG_NAMESPACE, number

DRAWINGS = {
    **{
        draw.__name__: draw()
        for draw in (
            *(door.logo, door.start_door, door.reveal, door.block_arch, guide.guide),
            *(friend.changing_friend, browsers.ghost_camera, browsers.pointing_arrow),
            *(family.open_page, family.hold_badge, family.go_in),
            *(family.by_phone, family.by_password, family.lost_badge),
            *(staff.kid_door, staff.room, staff.staff_door, staff.no_classes),
            *(staff.two_doors, staff.lost_door, staff.put_here),
        )
    },
    **{f"friend {mood}": friend.friend(mood) for mood in friend.MOODS},
    **{f"hint {name}": hints.hint(name) for name in hints.HINTS},
    **{f"app {name}": app_icons.app_icon(name) for name in app_icons.APP_ICONS},
    **{f"icon {name}": line_icons.line_icon(name) for name in line_icons.LINE_ICONS},
    **{f"notice {name}": draw() for name, draw in notices.NOTICES.items()},
    **{f"portrait {n} {c}": door.portrait(n, c) for n in pictures.PICTURES for c in pictures.COLOURS},
    **{f"device {name}": devices.device(name) for name in devices.DEVICES},
    **{f"check {name}": doctor.check(name) for name in doctor.CHECKS},
    **{f"state {name}": doctor.state(name) for name in doctor.STATES},
    **{f"prompt {centred}": browsers.prompt("Allow", "Block", centred) for centred in (True, False)},
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_flattened_drawing_is_an_svg_file_without_variables(name: str) -> None:
    """Each drawing is well-formed XML in the SVG namespace, with its colours written out."""
    file = flatten(DRAWINGS[name])
    assert ElementTree.fromstring(file).tag == f"{{{SVG_NAMESPACE}}}svg"  # noqa: S314 our own text
    assert "var(" not in file


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_carries_no_inline_style(name: str) -> None:
    """The pages' policy forbids inline styles, in drawings too."""
    assert "style=" not in DRAWINGS[name]
    assert "<style" not in DRAWINGS[name]


def test_flatten_refuses_a_colour_that_is_not_in_the_palette() -> None:
    """A drawing that uses a page's token cannot be printed, and that is said at once."""
    with pytest.raises(KeyError, match="wall"):
        flatten('<svg fill="var(--wall)"></svg>')


@pytest.mark.parametrize(("value", "text"), [(2.0, "2"), (0.0004, "0"), (-0.0001, "0"), (3.14159, "3.142")])
def test_lengths_are_short(value: float, text: str) -> None:
    """Lengths are written to a thousandth, without noughts at the end."""
    assert number(value) == text


def test_the_doorway_is_built_of_fifteen_blocks_in_order() -> None:
    """Blocks are numbered 0 to 14, and all are still to come."""
    assert re.findall(r'class="to" data-block="(\d+)"', door.block_arch()) == [str(n) for n in range(15)]


def test_every_picture_and_colour_of_the_domain_is_drawn() -> None:
    """The names that the domain gives to people and apps are the names of drawings and colours."""
    assert set(pictures.PICTURES) == set(domain_pictures.PICTURES)
    assert set(pictures.COLOURS) == set(domain_pictures.COLOURS)
    assert set(palette.BACKGROUNDS) == set(catalogue.BACKGROUNDS)
    assert {icon.background for icon in app_icons.APP_ICONS.values()} <= set(palette.BACKGROUNDS)
