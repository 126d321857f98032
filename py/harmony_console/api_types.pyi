# The answers and orders of the server's API. Written by `python3 build.py api`, not by hand.
#
# A stub: only whoever checks types reads it, so that a browser carries none of it.
from typing import Literal, NotRequired, TypedDict

class AppChanges(TypedDict):
    version: NotRequired[str | None]
    name: NotRequired[dict[str, str] | None]
    link: NotRequired[str | None]
    category: NotRequired[str | None]
    background: NotRequired[str | None]
    who: NotRequired[Rule | None]
    oidc: NotRequired[SignOnChanges | None]
    down: NotRequired[dict[str, str] | Literal[False] | None]

class AppDetail(TypedDict):
    app: CatalogueApp
    version: str
    oidc: SignOn | None
    weeks: list[Count]
    classes: list[Count]

class AppKept(TypedDict):
    version: str
    for_the_maker: NotRequired[ForTheMaker | None]

class AppSeen(TypedDict):
    id: str
    names: dict[str, str]
    icon: str | None
    background: str
    category: str

class Apply(TypedDict):
    accept_removals: NotRequired[int | None]

class AuditEntry(TypedDict):
    id: int
    at: str
    event: str
    outcome: str | None
    by: Somebody | None
    about: Somebody | None
    method: str | None
    note: str | None

class AuditPage(TypedDict):
    entries: list[AuditEntry]
    next: int | None
    events: list[str]

class BadgeStory(TypedDict):
    badge_id_short: str
    card_number: int
    state: str
    issued_at: str
    ended_at: str | None
    ended_reason: str | None
    ended_by: str | None
    last_used_at: str | None
    temporary_until: str | None

class BadgesTold(TypedDict):
    schools: list[SchoolBadges]

class CameIn(TypedDict):
    at: str
    method: str

class CardToDraw(TypedDict):
    student_id: str
    given_name: str
    family_name: str
    picture: PictureName
    lines: list[str]
    badge: str

class CatalogueApp(TypedDict):
    id: str
    name: str
    names: dict[str, str]
    category: str
    icon: str | None
    background: str
    link: str
    sign_on: Literal["link", "oidc"]
    told: list[str]
    everyone: bool
    roles: list[str] | None
    grades: list[str]
    schools: list[str]
    classes: list[str]
    seen_by: int
    down: dict[str, str] | None
    opened: int

class CatalogueApps(TypedDict):
    apps: list[CatalogueApp]
    version: str
    can_undo: bool

class ChangeTold(TypedDict):
    at: str
    what: str
    outcome: str
    by: str | None
    note: str | None

class ClassCounts(TypedDict):
    id: str
    title: str
    school: SchoolName
    grades: list[str]
    students: int
    in_today: int
    without_badge: int
    co_teachers: list[str]
    mine: bool

ClassList = TypedDict(
    "ClassList",
    {
        "class": ClassCounts,
        "students": list[StudentRow],
    },
)

class ClassName(TypedDict):
    id: str
    title: str

class ClassTitle(TypedDict):
    id: str
    title: str

class Classes(TypedDict):
    classes: list[ClassCounts]

class ConsoleSettings(TypedDict):
    portal_name: str
    district: str
    portal_url: str
    phone: str | None
    timezone: str
    undo_minutes: int
    print_school: bool
    print_class: bool

class Count(TypedDict):
    name: str
    opened: int
    people: int

class DashboardPerson(TypedDict):
    given_name: str
    role: Literal["student", "teacher", "administrator"]
    picture: str
    colour: str
    key: str

DashboardStart = TypedDict(
    "DashboardStart",
    {
        "app": str,
        "from": dict[str, str],
    },
)

class DayOfSignIns(TypedDict):
    day: str
    badge: int
    password: int
    backup_code: int
    total: int

class ForTheMaker(TypedDict):
    issuer: str
    discovery: str
    client_id: str
    client_secret: str | None

class FoundStudent(TypedDict):
    id: str
    username: str
    given_name: str
    family_name: str
    grade: str | None
    picture: PictureName
    badge: Literal["working", "none", "void"]
    badge_last_used_at: str | None
    printed_at: str | None
    signed_in_today: CameIn | None
    ever_signed_in: bool
    mark: Literal["two_devices"] | None
    temporary_until: str | None
    version: int
    school: SchoolName | None
    classes: list[ClassName]

class FoundStudents(TypedDict):
    students: list[FoundStudent]
    more: bool

class GivenGrant(TypedDict):
    grant: HeldGrant

class GradeBadges(TypedDict):
    grade: str | None
    students: int
    working: int
    to_print: int
    void: int

class HeldGrant(TypedDict):
    id: str | None
    kind: Literal["teacher", "badge_manager", "school_lead", "district_administrator"]
    school: SchoolName | None
    classes: list[ClassTitle]

class HeldRosters(TypedDict):
    held: list[HeldTold]

class HeldTold(TypedDict):
    id: str
    at: str

ImportDone = TypedDict(
    "ImportDone",
    {
        "import": ImportTold,
    },
)

class ImportTold(TypedDict):
    id: str
    at: str
    format: str
    added: int
    changed: int
    gone: int
    back: int
    by: str | None
    state: Literal["applied", "undone"]

class Imports(TypedDict):
    imports: list[ImportTold]
    can_undo: str | None
    usernames: list[str]

class Invitation(TypedDict):
    url: str | None
    expires_at: str

class Invitee(TypedDict):
    person_id: str
    mail_to: NotRequired[str | None]
    language: NotRequired[Literal["en", "es"]]

class JobName(TypedDict):
    id: str

class JobTold(TypedDict):
    state: Literal["running", "done", "stopped", "failed"]
    done: int
    total: int
    pages_done: int

class KeyAtSchool(TypedDict):
    id: str
    name: str
    badges: int

class LayoutTold(TypedDict):
    id: str
    title: str
    paper: str
    label: tuple[float, float]
    grid: tuple[int, int]
    first: tuple[float, float]
    pitch: tuple[float, float]
    form: str
    cut: bool
    module_mm: float
    small: bool

class Layouts(TypedDict):
    layouts: list[LayoutTold]

class LiveCode(TypedDict):
    expires_at: str

class Me(TypedDict):
    person: StaffPerson
    second_step: SecondStep
    grants: list[HeldGrant]
    session: StaffSession | None
    settings: ConsoleSettings | None

class Named(TypedDict):
    id: str
    name: str

class NewAppBody(TypedDict):
    id: str
    name: dict[str, str]
    kind: Literal["link", "server", "browser"]
    link: NotRequired[str]
    redirect_uris: NotRequired[list[str]]
    claims: NotRequired[list[str]]
    who: NotRequired[Rule]
    version: NotRequired[str | None]

class NewGrant(TypedDict):
    person_id: str
    kind: Literal["badge_manager", "school_lead", "district_administrator"]
    school_id: NotRequired[str | None]

class OpenSession(TypedDict):
    id: str
    device: str | None
    begun_at: str
    last_seen_at: str
    method: str

class PictureName(TypedDict):
    name: str
    colour: str

class Preview(TypedDict):
    id: str
    format: str
    version: str
    problems: list[ProblemTold]
    schools: list[SchoolTold]
    notes: list[str]
    forgiven: list[ProblemTold]
    dropped: list[str]
    can_apply: bool
    needs_removals: bool
    gone: int

class PreviewTold(TypedDict):
    preview: Preview

class Print(TypedDict):
    students: NotRequired[list[str] | None]
    class_id: NotRequired[str | None]
    school_id: NotRequired[str | None]
    grade: NotRequired[str | None]
    layout: str
    options: NotRequired[PrintOptions]
    only_without: NotRequired[bool]

class PrintOptions(TypedDict):
    start: NotRequired[int]
    nudge: NotRequired[list[float]]
    name_in_front: NotRequired[bool]
    name_on_back: NotRequired[bool]
    lines: NotRequired[bool]
    cover: NotRequired[bool]
    alignment: NotRequired[bool]

class Printed(TypedDict):
    cards: list[CardToDraw]
    print_id: str | None
    job: JobName | None

class ProblemTold(TypedDict):
    message: str
    file: str
    row: int | None
    column: str | None
    advice: str | None
    message_said: Sentence
    advice_said: Sentence

class RecordEntry(TypedDict):
    id: int
    at: str
    event: str
    outcome: str
    by: Named | None
    about: Named | None
    note: str | None

class RecordPage(TypedDict):
    entries: list[RecordEntry]
    next: int | None
    events: list[str]

class Rule(TypedDict):
    everyone: NotRequired[bool]
    roles: NotRequired[list[str] | None]
    grades: NotRequired[list[str] | None]
    schools: NotRequired[list[str] | None]
    classes: NotRequired[list[str] | None]

class SchoolBadges(TypedDict):
    id: str
    name: str
    students: int
    working: int
    to_print: int
    void: int
    grades: list[GradeBadges]

class SchoolName(TypedDict):
    id: str
    name: str

class SchoolTold(TypedDict):
    id: str
    name: str
    added: int
    changed: int
    gone: int
    back: int
    same: int
    held: bool

class SecondStep(TypedDict):
    state: Literal["done", "needed", "not_set_up"]
    done: bool
    fresh_seconds_left: int
    methods: list[Literal["passkey", "totp", "recovery"]]
    recovery_codes_left: int

class SecondStepTold(TypedDict):
    kind: Literal["pin", "pictures"]
    set_at: str | None
    wrong_tries: int
    is_locked: bool

class SeenDashboard(TypedDict):
    person: DashboardPerson
    search: bool
    start_here: DashboardStart | None
    apps: list[AppSeen]

class Sentence(TypedDict):
    text: str
    values: dict[str, str]

class Setting(TypedDict):
    name: str
    value: str | int | bool | list[str] | None
    default: str | int | bool | list[str] | None
    meaning: str

class Settings(TypedDict):
    settings: list[Setting]

class SignInTold(TypedDict):
    at: str
    method: str | None
    outcome: str

class SignIns(TypedDict):
    days: list[DayOfSignIns]

class SignOn(TypedDict):
    client_id: str
    proof: Literal["secret", "keys", "none"]
    redirect_uris: list[str]
    initiate_login_uri: str
    post_logout_redirect_uris: list[str]
    backchannel_logout_uri: str
    always_told: list[str]

class SignOnChanges(TypedDict):
    redirect_uris: NotRequired[list[str] | None]
    initiate_login_uri: NotRequired[str | None]
    post_logout_redirect_uris: NotRequired[list[str] | None]
    backchannel_logout_uri: NotRequired[str | None]
    claims: NotRequired[list[str] | None]

class SigningKey(TypedDict):
    kid: str
    state: Literal["signs", "believed", "ended"]
    since: str
    until: str
    badges: int
    schools: list[KeyAtSchool]

class SigningKeys(TypedDict):
    keys: list[SigningKey]

class Somebody(TypedDict):
    id: str
    name: str | None

class StaffList(TypedDict):
    people: list[StaffRow]
    more: bool

class StaffPerson(TypedDict):
    id: str
    username: str
    given_name: str
    family_name: str
    display_name: str

class StaffRow(TypedDict):
    id: str
    username: str
    display_name: str
    role: Literal["teacher", "administrator"]
    schools: list[SchoolName]
    grants: list[HeldGrant]
    second_step: Literal["passkey", "totp"] | None
    invited_until: str | None
    last_seen_at: str | None
    may_invite: bool

class StaffSession(TypedDict):
    idle_seconds_left: int
    longest_seconds_left: int

class StudentRow(TypedDict):
    id: str
    username: str
    given_name: str
    family_name: str
    grade: str | None
    picture: PictureName
    badge: Literal["working", "none", "void"]
    badge_last_used_at: str | None
    printed_at: str | None
    signed_in_today: CameIn | None
    ever_signed_in: bool
    mark: Literal["two_devices"] | None
    temporary_until: str | None
    version: int

class TextOutline(TypedDict):
    path: str
    width: float
    units_per_em: int
    top: float
    bottom: float

class TextOutlines(TypedDict):
    outlines: dict[str, TextOutline | None]

class Texts(TypedDict):
    texts: list[str]

class Undo(TypedDict):
    accept_removals: NotRequired[bool]

class VersionBody(TypedDict):
    version: NotRequired[str | None]

class WholeStudent(TypedDict):
    student: FoundStudent
    badges: list[BadgeStory]
    sessions: list[OpenSession]
    sign_ins: list[SignInTold]
    changes: list[ChangeTold]
    backup_code: LiveCode | None
    second_step: SecondStepTold | None
    can: list[str]
