/**
 * The tabs that the dashboard opened, so that they close when whoever opened them leaves.
 *
 * A tab is opened by a frame of this page: the app then knows that empty frame as its opener, and can lead neither the
 * frame nor this page elsewhere. An app whose own `Cross-Origin-Opener-Policy` cuts it off can be closed by nobody but
 * the person who sees it. To its opener it looks closed, from the moment on at which it shows, while this page is
 * hidden behind it; a tab that somebody closed shows this page at once.
 */

/** @typedef {"open" | "closed"} TabState */
/** @typedef {{ name: string, handle: Pick<Window, "closed" | "close" | "focus"> | null, goneSince: number, state: TabState | "unknown" }} AppTab */

const LOOK_EVERY_MS = 1000;
/** Between a tab's closing and this page's showing. */
const SHOWS_WITHIN_MS = 1500;

/** Tabs by the id of their app, of which there is one each. */
export class AppTabs {
  /** @type {Map<string, AppTab>} */
  #tabs = new Map();
  #opener;
  #isHidden;
  #now;

  /**
   * @param {(href: string, target: string) => AppTab["handle"]} opener
   * @param {() => boolean} isHidden whether this page is out of sight
   * @param {() => number} now in milliseconds
   */
  constructor(opener = openByFrame, isHidden = () => document.hidden, now = () => performance.now()) {
    this.#opener = opener;
    this.#isHidden = isHidden;
    this.#now = now;
  }

  /**
   * Open an app, or show its tab again.
   * @param {string} id @param {string} name as it is told later @param {string} href
   * @returns {boolean} false if the browser would not
   */
  open(id, name, href) {
    const before = this.#tabs.get(id)?.handle;
    if (before && !before.closed) {
      before.focus();
      return true;
    }
    const handle = this.#opener(href, `harmony-${id}`);
    if (handle) this.note(id, name, handle);
    return handle !== null;
  }

  /** A tab was opened, perhaps by the page before this one, or by other means: then without a handle. */
  note(/** @type {string} */ id, /** @type {string} */ name, /** @type {AppTab["handle"]} */ handle = null) {
    this.#tabs.set(id, { name, handle, goneSince: 0, state: handle ? "unknown" : "open" });
  }

  /** Notice which tabs look closed since when; to be called about each second, and when the page shows again. */
  look() {
    for (const tab of this.#tabs.values()) {
      if (!tab.handle?.closed || tab.state !== "unknown") continue;
      tab.goneSince ||= this.#now();
      if (!this.#isHidden()) tab.state = "closed";
      else if (this.#now() - tab.goneSince > SHOWS_WITHIN_MS) tab.state = "open";
    }
  }

  /** Close what can be closed. */
  close() {
    for (const { handle } of this.#tabs.values()) handle?.close();
    this.look();
  }

  /** Every tab that was opened, and how it stands now. @returns {{ id: string, name: string, state: TabState }[]} */
  all() {
    return [...this.#tabs].map(([id, { name, state }]) => ({
      id,
      name,
      state: state === "closed" ? state : "open",
    }));
  }

  /** They are another visit's now. */
  forget() {
    this.#tabs.clear();
  }

  /** How often to `look`, in milliseconds. */
  static get lookEveryMs() {
    return LOOK_EVERY_MS;
  }
}

/** @param {string} href @param {string} target */
function openByFrame(href, target) {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  document.body.append(frame);
  return frame.contentWindow?.open(href, target) ?? null;
}
