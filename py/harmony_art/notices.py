"""The pictures of what can go wrong: the friend and one thing, on a stage of 300 x 232. None scolds."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from harmony_art import accounts, friend
from harmony_art.door import broken_arch
from harmony_art.kit import arch, arch_path, bar, cut, dot, group, ring, sheet, stroke, svg
from harmony_art.palette import BRICK, CORAL, FACE, MARIGOLD, MORTAR, NIGHT, PEN, SKY, SPOT, TEAL, WHITE
from harmony_art.pictures import PICTURES
from harmony_art.props import badge, camera, laptop

_JOINTS = "M84 172h88M84 202h88M106 142v30M150 142v30M128 172v30M106 202v28M150 202v28M128 112v30M88 142h80"
_QUESTION = "M-5-5a6 6 0 1 1 8 6c-2 1-3 2-3 4M0 11v.1"


def _stage(*parts: str) -> str:
    return svg("0 0 300 232", arch(150, 232, 140, 92, SPOT), *parts, class_="pic")


def _friend_at(x: float, y: float, scale: float, mood: str) -> str:
    return group(friend.parts(mood), transform=f"translate({x} {y}) scale({scale})")


def _friend_on_screen(mood: str) -> str:
    return laptop(_friend_at(93, 76, 0.82, mood))


def _disc(x: float, y: float, radius: float, fill: str, sign: str) -> str:
    """A round sign with an outline, laid over a corner of what it is about."""
    return dot(x, y, radius, fill) + ring(x, y, radius, PEN, 4) + sign


def _sign(d: str, x: float, y: float, scale: float, colour: str = PEN, width: float = 3) -> str:
    return group(stroke(d, width, colour), transform=f"translate({x} {y}) scale({scale})")


def _held_badge(*beside: str) -> str:
    return _stage(group(badge(92, 56, 116), transform="rotate(-6 150 126)"), *beside)


def waking() -> str:
    """The friend on a laptop, eyes shut, beside a camera that begins to shine."""
    rays = ring(208, 78, 45, PEN, 10, stroke_dasharray="5 18.56")
    return _stage(_friend_on_screen("calm"), rays, _disc(208, 78, 34, WHITE, camera(188, 59, 1.7)))


def camera_denied() -> str:
    """The friend on a laptop, the camera's sign crossed out."""
    return _stage(_friend_on_screen("oh"), _disc(236, 66, 34, WHITE, camera(216, 47, 1.7, off=True)))


def camera_none() -> str:
    """A laptop with an empty place where a camera would be."""
    place = ring(150, 36, 19, PEN, 4, stroke_dasharray="7 7")
    return _stage(_friend_on_screen("plain"), place, _sign(_QUESTION, 150, 34, 1))


def camera_busy() -> str:
    """Another window on the same laptop has the camera."""
    other = (
        bar(120, 84, 104, 84, 8, WHITE, stroke=PEN, stroke_width=4)
        + sheet("M122 102v-8a8 8 0 0 1 8-8h84a8 8 0 0 1 8 8v8z", SKY)
        + camera(146, 108, 2.2)
    )
    return _stage(laptop(_friend_at(76, 108, 0.54, "plain") + other))


def camera_lost() -> str:
    """A camera on a cable whose plug has come out."""
    lens = (
        bar(98, 44, 104, 84, 26, PEN) + dot(150, 86, 28, SKY) + dot(150, 86, 13, PEN) + dot(156, 80, 4, WHITE)
    )
    stand = sheet("M138 126h24v18h-24z", PEN) + sheet("M112 156a38 16 0 0 1 76 0z", PEN)
    cable = stroke("M150 156C150 200 100 206 76 206", 8)
    plug = bar(46, 194, 30, 24, 6, CORAL) + bar(32, 198, 16, 5, 2, PEN) + bar(32, 209, 16, 5, 2, PEN)
    return _stage(lens, stand, cable, plug)


def page_insecure() -> str:
    """A door with an open lock."""
    lock = bar(106, 112, 88, 76, 14, MARIGOLD, stroke=PEN, stroke_width=5)
    shackle = stroke("M126 112V82a26 26 0 0 1 52 0", 12)
    keyhole = dot(150, 142, 10, PEN) + stroke("M150 146v20", 8)
    return _stage(shackle, lock, keyhole)


def photo_empty() -> str:
    """A photo of hills, and no badge on it."""
    frame = bar(70, 54, 160, 132, 10, WHITE, stroke=PEN, stroke_width=5)
    hills = (
        bar(86, 70, 128, 92, 4, SKY)
        + dot(186, 94, 12, MARIGOLD)
        + sheet("M86 162v-10a36 36 0 0 1 72 0v10z", TEAL)
        + sheet("M130 162a42 30 0 0 1 84 0z", TEAL)
    )
    missing = bar(126, 96, 48, 54, 6, "none", stroke=PEN, stroke_width=4, stroke_dasharray="7 7")
    return _stage(frame, hills, missing, _disc(226, 178, 30, FACE, _sign(_QUESTION, 226, 175, 2.1)))


def photo_several() -> str:
    """A photo of two badges."""
    frame = bar(70, 54, 160, 132, 10, SKY, stroke=PEN, stroke_width=5)
    badges = badge(90, 84, 52) + badge(158, 84, 52)
    return _stage(frame, badges, _disc(226, 178, 30, FACE, _sign(_QUESTION, 226, 175, 2.1)))


def badge_other_school() -> str:
    """The badge, and another school's door."""
    school = group(
        sheet(arch_path(0, 56, 44, 48), SKY, stroke=PEN, stroke_width=5),
        sheet(arch_path(0, 56, 17, 26), FACE, stroke=PEN, stroke_width=4),
        stroke("M0-36v-32", 5),
        sheet("M2-68h30l-8 9 8 9H2z", CORAL),
        transform="translate(220 150)",
    )
    return _stage(group(badge(52, 56, 104), transform="rotate(-6 104 120)"), school)


def badge_old() -> str:
    """The badge with a cross."""
    return _held_badge(_disc(222, 180, 36, CORAL, stroke("M208 166l28 28M236 166l-28 28", 8, WHITE)))


def badge_expired() -> str:
    """The badge and a turned calendar leaf."""
    leaf = (
        bar(182, 132, 84, 82, 10, WHITE, stroke=PEN, stroke_width=5)
        + sheet("M184 156v-12a10 10 0 0 1 10-10h60a10 10 0 0 1 10 10v12z", CORAL)
        + stroke("M204 124v16M244 124v16", 6)
        + stroke("M240 186a16 16 0 1 1-6-12M236 164v11h-11", 5)
    )
    return _held_badge(leaf)


def badge_unknown() -> str:
    """The badge with a question mark."""
    return _held_badge(_disc(222, 180, 36, FACE, _sign(_QUESTION, 222, 176, 2.6)))


def wait() -> str:
    """The friend, eyes shut, beside a clock."""
    clock = _disc(214, 104, 52, WHITE, stroke("M214 72v32l20 16", 7))
    ticks = stroke("M214 60v.1M258 104h.1M214 148v.1M170 104h.1", 6)
    return _stage(_friend_at(36, 102, 1.06, "calm"), clock, ticks)


def net_none() -> str:
    """The friend above a plug pulled out of its socket."""
    plug = (
        stroke("M0 214C50 214 60 170 96 170h20", 9)
        + bar(110, 156, 30, 28, 6, PEN)
        + bar(138, 161, 14, 5, 2, PEN)
        + bar(138, 174, 14, 5, 2, PEN)
    )
    socket = stroke("M300 214c-50 0-60-44-96-44h-10", 9) + bar(168, 156, 30, 28, 6, PEN)
    return _stage(plug, socket, _friend_at(98, 26, 0.88, "sad"))


def net_school() -> str:
    """The friend asleep at night: nobody answers at school yet."""
    moon = group(PICTURES["moon"].replace(PEN, MARIGOLD), transform="translate(196 22) scale(.8)")
    stars = dot(70, 92, 4, FACE) + dot(104, 46, 3, FACE) + dot(246, 112, 3, FACE) + dot(52, 140, 3, FACE)
    floor = bar(20, 222, 260, 10, 5, PEN)
    night = arch(150, 232, 140, 92, NIGHT)
    return svg("0 0 300 232", night, moon, stars, _friend_at(66, 58, 1.4, "plain"), floor, class_="pic")


def net_fault() -> str:
    """The doorway of blocks has come apart: three lie on the floor."""
    fallen = (
        group(bar(-22, -16, 44, 32, 5, MARIGOLD), transform="translate(34 208) rotate(-14)")
        + group(bar(-22, -16, 44, 32, 5, SKY), transform="translate(266 210) rotate(12)")
        + group(bar(-18, -14, 36, 28, 5, CORAL), transform="translate(262 178) rotate(-9)")
    )
    standing = group(broken_arch(12), transform="translate(51 14) scale(.55 .62)")
    return _stage(standing, _friend_at(100, 112, 0.83, "oh"), fallen)


def load_failed() -> str:
    """A doorway of blocks whose last stones lie on the floor."""
    legs = "".join(
        bar(x, y, 40, 36, 3, colour)
        for x, y, colour in (
            (62, 192, CORAL),
            (62, 153, MARIGOLD),
            (62, 114, TEAL),
            (198, 192, SKY),
            (198, 153, CORAL),
        )
    )
    fallen = group(bar(0, 0, 40, 36, 3, MARIGOLD), transform="translate(254 182) rotate(22)") + group(
        bar(0, 0, 40, 36, 3, TEAL), transform="translate(178 66) rotate(-28)"
    )
    return _stage(legs, fallen, _friend_at(96, 108, 0.9, "oh"))


def session_ended() -> str:
    """The friend asleep under a moon."""
    moon = sheet("M214 30a34 34 0 1 0 30 48a28 28 0 0 1-30-48z", MARIGOLD)
    stars = dot(240, 40, 5, FACE) + dot(86, 60, 4, FACE) + dot(110, 40, 3, FACE)
    return _stage(moon, stars, _friend_at(76, 76, 1.24, "calm"))


def not_found() -> str:
    """The friend before a door that is walled up."""
    door = (
        sheet(arch_path(128, 232, 92, 84), CORAL)
        + cut(128, 232, 76, 84, MARIGOLD)
        + cut(128, 232, 60, 84, TEAL)
        + sheet(arch_path(128, 232, 44, 84), BRICK)
        + stroke(_JOINTS, 3.5, MORTAR)
    )
    return _stage(door, _friend_at(180, 118, 0.9, "oh"))


# The names are the page's `data-screen`, or a page's own.
NOTICES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "waking": waking,
        "camera-denied": camera_denied,
        "camera-none": camera_none,
        "camera-busy": camera_busy,
        "camera-lost": camera_lost,
        "page-insecure": page_insecure,
        "photo-empty": photo_empty,
        "photo-several": photo_several,
        "photo-unreadable": photo_empty,
        "badge-other-school": badge_other_school,
        "badge-old": badge_old,
        "badge-expired": badge_expired,
        "badge-unknown": badge_unknown,
        "wait": wait,
        "net-none": net_none,
        "net-school": net_school,
        "net-fault": net_fault,
        "load-failed": load_failed,
        "session-ended": session_ended,
        "not-found": not_found,
        "ask-teacher": accounts.ask_teacher,
    }
)
