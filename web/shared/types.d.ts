/** Shapes of what the server answers, and where the build put what a page loads late. */

declare global {
  /** Put in by the build: the addresses of a page's late parts, by their names in its manifest. */
  const LATE: Record<"notices" | "dashboard" | "secret" | "python" | "papers", LateAddresses>;
}

export interface LateAddresses {
  mjs?: string;
  css?: string;
  /** Where the page says the address in its own language: in this of the root element's dataset. */
  html?: string;
}

/** A text by language: the first is there in any case, and stands for those that are not. */
export type Names = Record<string, string>;

export interface App {
  id: string;
  names: Names;
  icon: string | null;
  background: string;
  category: string;
  link: string;
  /** It does not open just now: its tile stays, pale, with words. */
  down: boolean;
}

export interface Dashboard {
  /** `key` names nobody: a shared device keeps favourites under it. */
  person: { given_name: string; role: string; picture: string; colour: string; key: string };
  /** Whether this person reads well enough to look for apps by name. */
  search: boolean;
  /** The app to begin with, by its id, and whom that is from. */
  start_here: { app: string; from: Names } | null;
  apps: App[];
  /** Whether this person looks after an account themselves. */
  account: boolean;
}

/** Seconds until a session ends by itself: if nothing more is asked for, and whatever is. */
export interface TimeLeft {
  idle_seconds_left: number;
  longest_seconds_left: number;
}

/** What the server answers to a sign-in, and to whoever is in. */
export interface SignedIn extends Dashboard {
  /** With how long the page may be out of sight until whoever is in is taken to have left. */
  session: TimeLeft & { away_seconds: number };
  /** Whether to ask "Is this you?" before anything of it shows. */
  ask_who: boolean;
}

/** A badge is right, and waits for what only its owner knows. */
export interface SecondStepAsked {
  person: { given_name: string };
  second_step: {
    kind: "pin" | "pictures";
    length: number;
    is_set: boolean;
    is_locked: boolean;
    retry_after: number | null;
    seconds_left: number;
  };
}

export interface Portal {
  name: string;
  district: string;
  phone: string | null;
  sounds: boolean;
  /** Whether a forgotten password can be set by a link that comes by mail. */
  mail: boolean;
  /** Whether families may keep their children's doors on a device of theirs. */
  doors: boolean;
}
