"""What a school lead and an administrator look after."""

from harmony_console.admin.app import OneApp
from harmony_console.admin.apps import Apps
from harmony_console.admin.badges import Badges
from harmony_console.admin.keys import Keys
from harmony_console.admin.new_app import NewApp
from harmony_console.admin.people import People
from harmony_console.admin.record import Record
from harmony_console.admin.roster import Roster
from harmony_console.admin.settings import Settings
from harmony_console.admin.sign_ins import SignIns
from harmony_console.admin.view_as import ViewAs
from harmony_console.view import View

VIEWS: tuple[type[View], ...] = (
    *(Apps, OneApp, NewApp, Badges, Keys, People),
    *(Record, Roster, Settings, SignIns, ViewAs),
)
