"""What the console knows of the server's API, written from its OpenAPI description: `build.py api`.

Committed, not made by the build: types are needed where nothing is built (an editor, mypy, tsc), and a change
of the API shows in a review as what it changes for whoever asks. `tests/server/test_api_types.py` holds the
files current.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from build_steps.api_types import python, typescript
from build_steps.api_types.description import Api, description
from build_steps.paths import PY, WEB
from build_steps.progress import step

FOR_THE_CONSOLES_PYTHON = (
    *("add_app", "admin_app", "admin_apps", "change_app", "remove_app", "rotate_app_secret"),
    *("set_app_icon", "undo_apps"),
    *("admin_audit", "admin_keys", "admin_people", "admin_settings", "admin_sign_ins"),
    *("apply_roster", "badge_counts", "drop_roster", "give_grant", "held_rosters", "invite", "layouts"),
    *("look_at_held_roster", "preview_roster", "print_badges"),
    *("print_job", "roster_imports", "staff_class", "staff_classes", "staff_lettering", "staff_me"),
    *("staff_record", "staff_student", "staff_students", "stop_print_job", "take_grant_back"),
    *("undo_roster", "view_as"),
)
"""The operations that the console's Python asks for, by their ids."""
ROOMS = ("/api/v1/staff/", "/api/v1/admin/")
"""What its scripts know the answers of."""


def run() -> None:
    """Write every file anew."""
    with step("The console's types from the server's description"):
        for path, text in written(Api(description())).items():
            path.write_text(text, "utf-8")


def written(api: Api) -> Mapping[Path, str]:
    """What the files should hold."""
    asked = api.operations_named(FOR_THE_CONSOLES_PYTHON)
    console = PY / "harmony_console"
    return {
        console / "operations.py": python.operations(asked),
        console / "api_types.pyi": python.types(api, asked),
        WEB / "staff" / "shared" / "api.d.ts": typescript.types(api, api.operations_below(ROOMS)),
    }
