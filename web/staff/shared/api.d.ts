/** The answers and orders of the staff API. Written by `python3 build.py api`, not by hand. */

export interface AppChanges {
  version?: string | null;
  name?: Record<string, string> | null;
  link?: string | null;
  category?: string | null;
  background?: string | null;
  who?: Rule | null;
  oidc?: SignOnChanges | null;
  down?: Record<string, string> | false | null;
}

export interface AppDetail {
  app: CatalogueApp;
  version: string;
  oidc: SignOn | null;
  weeks: Count[];
  classes: Count[];
}

export interface AppKept {
  version: string;
  for_the_maker?: ForTheMaker | null;
}

export interface AppSeen {
  id: string;
  names: Record<string, string>;
  icon: string | null;
  background: string;
  category: string;
}

export interface Apply {
  accept_removals?: number | null;
}

export interface AuditEntry {
  id: number;
  at: string;
  event: string;
  outcome: string | null;
  by: Somebody | null;
  about: Somebody | null;
  method: string | null;
  note: string | null;
}

export interface AuditPage {
  entries: AuditEntry[];
  next: number | null;
  events: string[];
}

export interface BackupCodeGiven {
  code: string;
  expires_at: string;
}

export interface BadgeStory {
  badge_id_short: string;
  card_number: number;
  state: string;
  issued_at: string;
  ended_at: string | null;
  ended_reason: string | null;
  ended_by: string | null;
  last_used_at: string | null;
  temporary_until: string | null;
}

export interface BadgesTold {
  schools: SchoolBadges[];
}

export interface CameIn {
  at: string;
  method: string;
}

export interface CardToDraw {
  student_id: string;
  given_name: string;
  family_name: string;
  picture: PictureName;
  lines: string[];
  badge: string;
}

export interface CatalogueApp {
  id: string;
  name: string;
  names: Record<string, string>;
  category: string;
  icon: string | null;
  background: string;
  link: string;
  sign_on: "link" | "oidc";
  told: string[];
  everyone: boolean;
  roles: string[] | null;
  grades: string[];
  schools: string[];
  classes: string[];
  seen_by: number;
  down: Record<string, string> | null;
  opened: number;
}

export interface CatalogueApps {
  apps: CatalogueApp[];
  version: string;
  can_undo: boolean;
}

export interface ChangeTold {
  at: string;
  what: string;
  outcome: string;
  by: string | null;
  note: string | null;
}

export interface Chosen {
  students?: string[] | null;
  class_id?: string | null;
  school_id?: string | null;
  grade?: string | null;
}

export interface ClassCounts {
  id: string;
  title: string;
  school: SchoolName;
  grades: string[];
  students: number;
  in_today: number;
  without_badge: number;
  co_teachers: string[];
  mine: boolean;
}

export interface ClassList {
  class: ClassCounts;
  students: StudentRow[];
}

export interface ClassName {
  id: string;
  title: string;
}

export interface ClassTitle {
  id: string;
  title: string;
}

export interface Classes {
  classes: ClassCounts[];
}

export interface ConsoleSettings {
  portal_name: string;
  district: string;
  portal_url: string;
  phone: string | null;
  timezone: string;
  undo_minutes: number;
  print_school: boolean;
  print_class: boolean;
}

export interface Count {
  name: string;
  opened: number;
  people: number;
}

export interface DashboardPerson {
  given_name: string;
  role: "student" | "teacher" | "administrator";
  picture: string;
  colour: string;
  key: string;
}

export interface DashboardStart {
  app: string;
  from: Record<string, string>;
}

export interface DayOfSignIns {
  day: string;
  badge: number;
  password: number;
  backup_code: number;
  total: number;
}

export interface ForTheMaker {
  issuer: string;
  discovery: string;
  client_id: string;
  client_secret: string | null;
}

export interface FoundStudent {
  id: string;
  username: string;
  given_name: string;
  family_name: string;
  grade: string | null;
  picture: PictureName;
  badge: "working" | "none" | "void";
  badge_last_used_at: string | null;
  printed_at: string | null;
  signed_in_today: CameIn | null;
  ever_signed_in: boolean;
  mark: "two_devices" | null;
  temporary_until: string | null;
  version: number;
  school: SchoolName | null;
  classes: ClassName[];
}

export interface FoundStudents {
  students: FoundStudent[];
  more: boolean;
}

export interface GivenGrant {
  grant: HeldGrant;
}

export interface GradeBadges {
  grade: string | null;
  students: number;
  working: number;
  to_print: number;
  void: number;
}

export interface HeldGrant {
  id: string | null;
  kind: "teacher" | "badge_manager" | "school_lead" | "district_administrator";
  school: SchoolName | null;
  classes: ClassTitle[];
}

export interface HeldRosters {
  held: HeldTold[];
}

export interface HeldTold {
  id: string;
  at: string;
}

export interface HonestStrength {
  possible: number;
  years_to_guess: number;
}

export interface Hours {
  hours: number;
}

export interface ImportDone {
  import: ImportTold;
}

export interface ImportTold {
  id: string;
  at: string;
  format: string;
  added: number;
  changed: number;
  gone: number;
  back: number;
  by: string | null;
  state: "applied" | "undone";
}

export interface Imports {
  imports: ImportTold[];
  can_undo: string | null;
  usernames: string[];
}

export interface Invitation {
  url: string | null;
  expires_at: string;
}

export interface Invitee {
  person_id: string;
  mail_to?: string | null;
  language?: "en" | "es";
}

export interface JobName {
  id: string;
}

export interface JobTold {
  state: "running" | "done" | "stopped" | "failed";
  done: number;
  total: number;
  pages_done: number;
}

export interface KeyAtSchool {
  id: string;
  name: string;
  badges: number;
}

export interface LayoutTold {
  id: string;
  title: string;
  paper: string;
  label: [number, number];
  grid: [number, number];
  first: [number, number];
  pitch: [number, number];
  form: string;
  cut: boolean;
  module_mm: number;
  small: boolean;
}

export interface Layouts {
  layouts: LayoutTold[];
}

export interface LiveCode {
  expires_at: string;
}

export interface Me {
  person: StaffPerson;
  second_step: SecondStep;
  grants: HeldGrant[];
  session: StaffSession | null;
  settings: ConsoleSettings | null;
}

export interface Named {
  id: string;
  name: string;
}

export interface NewAppBody {
  id: string;
  name: Record<string, string>;
  kind: "link" | "server" | "browser";
  link?: string;
  redirect_uris?: string[];
  claims?: string[];
  who?: Rule;
  version?: string | null;
}

export interface NewGrant {
  person_id: string;
  kind: "badge_manager" | "school_lead" | "district_administrator";
  school_id?: string | null;
}

export interface NewPasskeyAnswer {
  credential: Record<string, unknown>;
  name: string;
}

export interface NewPassword {
  kind?: "words";
  password?: string | null;
}

export interface NewSubstitute {
  class_id: string;
  until: string;
  name: string;
}

export interface NewsTold {
  since: string;
  students: Named[];
  roster: RosterTold;
  voids: RecordEntry[];
}

export interface OpenSession {
  id: string;
  device: string | null;
  begun_at: string;
  last_seen_at: string;
  method: string;
}

export interface OperationTold {
  id: string;
  kind: string;
  at: string;
  undo_until: string;
  count: number;
}

export interface Operations {
  operations: OperationTold[];
}

export interface OwnFactors {
  passkeys: OwnPasskey[];
  totp: boolean;
  recovery_codes_left: number;
}

export interface OwnPasskey {
  id: string;
  name: string;
  created_at: string;
  last_used_at: string | null;
}

export interface OwnSession {
  id: string;
  device: string | null;
  begun_at: string;
  last_seen_at: string;
  current: boolean;
  amr: string[];
}

export interface OwnSessions {
  sessions: OwnSession[];
}

export interface PasskeyAnswer {
  credential: Record<string, unknown>;
}

export interface PasskeyOptions {
  options: Record<string, unknown>;
}

export interface PasswordSet {
  password: string;
  slip: Slip;
  strength: HonestStrength | null;
}

export interface PictureName {
  name: string;
  colour: string;
}

export interface Preview {
  id: string;
  format: string;
  version: string;
  problems: ProblemTold[];
  schools: SchoolTold[];
  notes: string[];
  forgiven: ProblemTold[];
  dropped: string[];
  can_apply: boolean;
  needs_removals: boolean;
  gone: number;
}

export interface PreviewTold {
  preview: Preview;
}

export interface Print {
  students?: string[] | null;
  class_id?: string | null;
  school_id?: string | null;
  grade?: string | null;
  layout: string;
  options?: PrintOptions;
  only_without?: boolean;
}

export interface PrintOptions {
  start?: number;
  nudge?: number[];
  name_in_front?: boolean;
  name_on_back?: boolean;
  lines?: boolean;
  cover?: boolean;
  alignment?: boolean;
}

export interface Printed {
  cards: CardToDraw[];
  print_id: string | null;
  job: JobName | null;
}

export interface ProblemTold {
  message: string;
  file: string;
  row: number | null;
  column: string | null;
  advice: string | null;
  message_said: Sentence;
  advice_said: Sentence;
}

export type Reason = "lost" | "stolen" | "year_end" | "other";

export interface RecordEntry {
  id: number;
  at: string;
  event: string;
  outcome: string;
  by: Named | null;
  about: Named | null;
  note: string | null;
}

export interface RecordPage {
  entries: RecordEntry[];
  next: number | null;
  events: string[];
}

export interface RecoveryCode {
  code: string;
}

export interface RecoveryCodes {
  codes: string[];
}

export interface Restored {
  restored: number;
}

export interface RosterTold {
  at: string | null;
}

export interface Rule {
  everyone?: boolean;
  roles?: string[] | null;
  grades?: string[] | null;
  schools?: string[] | null;
  classes?: string[] | null;
}

export interface SchoolBadges {
  id: string;
  name: string;
  students: number;
  working: number;
  to_print: number;
  void: number;
  grades: GradeBadges[];
}

export interface SchoolName {
  id: string;
  name: string;
}

export interface SchoolTold {
  id: string;
  name: string;
  added: number;
  changed: number;
  gone: number;
  back: number;
  same: number;
  held: boolean;
}

export interface SecondStep {
  state: "done" | "needed" | "not_set_up";
  done: boolean;
  fresh_seconds_left: number;
  methods: ("passkey" | "totp" | "recovery")[];
  recovery_codes_left: number;
}

export interface SecondStepDone {
  second_step: SecondStep;
}

export interface SecondStepTold {
  kind: "pin" | "pictures";
  set_at: string | null;
  wrong_tries: number;
  is_locked: boolean;
}

export interface SeenDashboard {
  person: DashboardPerson;
  search: boolean;
  start_here: DashboardStart | null;
  apps: AppSeen[];
}

export interface Sentence {
  text: string;
  values: Record<string, string>;
}

export interface Setting {
  name: string;
  value: string | number | boolean | string[] | null;
  default: string | number | boolean | string[] | null;
  meaning: string;
}

export interface Settings {
  settings: Setting[];
}

export interface SignInTold {
  at: string;
  method: string | null;
  outcome: string;
}

export interface SignIns {
  days: DayOfSignIns[];
}

export interface SignOn {
  client_id: string;
  proof: "secret" | "keys" | "none";
  redirect_uris: string[];
  initiate_login_uri: string;
  post_logout_redirect_uris: string[];
  backchannel_logout_uri: string;
  always_told: string[];
}

export interface SignOnChanges {
  redirect_uris?: string[] | null;
  initiate_login_uri?: string | null;
  post_logout_redirect_uris?: string[] | null;
  backchannel_logout_uri?: string | null;
  claims?: string[] | null;
}

export interface SigningKey {
  kid: string;
  state: "signs" | "believed" | "ended";
  since: string;
  until: string;
  badges: number;
  schools: KeyAtSchool[];
}

export interface SigningKeys {
  keys: SigningKey[];
}

export interface Slip {
  username: string;
  given_name: string;
  words: SlipWord[];
  address: string;
}

export interface SlipWord {
  word: string;
  picture: string | null;
}

export interface SlipsWanted {
  students?: string[] | null;
  class_id?: string | null;
  school_id?: string | null;
  grade?: string | null;
  language?: string;
  paper?: "letter" | "a4";
}

export interface SlipsWill {
  slips: number;
  left_out: number;
  with_slip: number;
  with_password: number;
  days: number;
}

export interface Somebody {
  id: string;
  name: string | null;
}

export interface StaffList {
  people: StaffRow[];
  more: boolean;
}

export interface StaffPerson {
  id: string;
  username: string;
  given_name: string;
  family_name: string;
  display_name: string;
}

export interface StaffRow {
  id: string;
  username: string;
  display_name: string;
  role: "teacher" | "administrator";
  schools: SchoolName[];
  grants: HeldGrant[];
  second_step: "passkey" | "totp" | null;
  invited_until: string | null;
  last_seen_at: string | null;
  may_invite: boolean;
}

export interface StaffSession {
  idle_seconds_left: number;
  longest_seconds_left: number;
}

export interface StudentRow {
  id: string;
  username: string;
  given_name: string;
  family_name: string;
  grade: string | null;
  picture: PictureName;
  badge: "working" | "none" | "void";
  badge_last_used_at: string | null;
  printed_at: string | null;
  signed_in_today: CameIn | null;
  ever_signed_in: boolean;
  mark: "two_devices" | null;
  temporary_until: string | null;
  version: number;
}

export interface SubstitutePage {
  id: string;
  until: string;
  badge: string;
  digits: string;
  symbol: string[];
}

export interface SubstituteTold {
  id: string;
  class: ClassName;
  name: string;
  until: string;
  given_by: string;
  last_used_at: string | null;
}

export interface SubstitutesTold {
  substitutes: SubstituteTold[];
}

export interface Suggestion {
  password: string;
  words: SlipWord[];
  strength: HonestStrength;
}

export interface TemporaryBadge {
  badge: string;
  digits: string;
  symbol: string[];
  expires_at: string;
}

export interface TextOutline {
  path: string;
  width: number;
  units_per_em: number;
  top: number;
  bottom: number;
}

export interface TextOutlines {
  outlines: Record<string, TextOutline | null>;
}

export interface Texts {
  texts: string[];
}

export interface TotpCode {
  code: string;
}

export interface TotpSecret {
  secret: string;
  uri: string;
  symbol: string[];
}

export interface Undo {
  accept_removals?: boolean;
}

export interface VersionBody {
  version?: string | null;
}

export interface Void {
  students?: string[] | null;
  class_id?: string | null;
  school_id?: string | null;
  grade?: string | null;
  reason: Reason;
  end_sessions?: boolean;
  dry_run?: boolean;
  seen?: Record<string, number>;
}

export interface Voided {
  will: WillHappen | null;
  operation: OperationTold | null;
  voided: number;
}

export interface WholeStudent {
  student: FoundStudent;
  badges: BadgeStory[];
  sessions: OpenSession[];
  sign_ins: SignInTold[];
  changes: ChangeTold[];
  backup_code: LiveCode | null;
  second_step: SecondStepTold | null;
  can: string[];
}

export interface WillHappen {
  void: number;
  stay: number;
  sessions_end: number;
  sessions_stay: number;
  pages_to_reprint: number;
}
