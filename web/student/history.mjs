/**
 * Every screen's place in the browser's history: the door lies below, whatever else shows lies over it, one entry deep
 * however long the day. So Back leads from any screen to the door and only from the door out of the site.
 *
 * An entry holds the screen's name and its depth; never a badge, a name or a password.
 */

/** @typedef {{ depth: 0 | 1, screen: string }} Place */
/**
 * @typedef {object} Listener
 * @property {() => string} current the screen that shows
 * @property {() => void} onBack somebody went one step back
 * @property {() => void} onPassword somebody went forward again to the form
 */

const DOOR = "start";
/** The one screen that can be opened by its address. */
const FORM = "password";

/** Keeps the history in step with the screens, and the screens with Back and Forward. */
export class ScreenHistory {
  /** Whether a step back that nobody asked for is under way; what shows meanwhile gets its place after it. */
  #isReturning = false;
  /** Whether another page is on its way, which a step back would call off. */
  #isLeaving = false;
  /** @type {0 | 1} */
  #depth = 0;
  #history;
  #location;
  #listener;

  /**
   * @param {Listener} listener
   * @param {Pick<History, "state" | "back" | "pushState" | "replaceState">} [entries]
   * @param {Pick<Location, "pathname" | "search">} [location]
   */
  constructor(listener, entries = window.history, location = window.location) {
    this.#listener = listener;
    this.#history = entries;
    this.#location = location;
  }

  /** The page begins at the door, in a new entry or in one where it was before; call it once its address was read. */
  begin() {
    const { state } = this.#history;
    if (isPlace(state)) this.#depth = state.depth;
    else this.#replace(DOOR);
  }

  /** Another screen shows: give it its place. */
  shown(screen = this.#listener.current()) {
    if (this.#isReturning) return;
    if (screen !== DOOR) this.#isLeaving = false;
    if (screen === DOOR && this.#depth > 0 && !this.#isLeaving) {
      this.#isReturning = true;
      this.#history.back();
    } else if (screen !== DOOR && this.#depth === 0) {
      this.#depth = 1;
      this.#history.pushState(this.#place(screen), "", this.#addressOf(screen));
    } else this.#replace(screen);
  }

  /** The browser begins to bring another page, or this one anew. */
  leaves() {
    this.#isLeaving = true;
  }

  /** The browser went to another entry. @param {unknown} state */
  popped(state) {
    if (!isPlace(state)) {
      this.#history.replaceState(this.#place(this.#listener.current()), ""); // a link to a part of the page
      return;
    }
    const before = this.#depth;
    this.#depth = state.depth;
    if (this.#isReturning) {
      this.#isReturning = false;
      this.shown();
    } else if (state.depth < before) this.#listener.onBack();
    else if (state.screen === FORM && this.#listener.current() === DOOR) this.#listener.onPassword();
    else this.shown();
  }

  /** @param {string} screen */
  #replace(screen) {
    this.#history.replaceState(this.#place(screen), "", this.#addressOf(screen));
  }

  /** @param {string} screen @returns {Place} */
  #place = (screen) => ({ depth: this.#depth, screen });

  /** @param {string} screen */
  #addressOf(screen) {
    const { pathname, search } = this.#location;
    return pathname + search + (screen === FORM ? `#${FORM}` : "");
  }
}

/** @param {unknown} state @returns {state is Place} */
function isPlace(state) {
  return typeof state === "object" && state !== null && "depth" in state && "screen" in state;
}

/** Wire it to this page: to its screens, to Back and Forward, and to Escape. @param {Listener} listener */
export function keepHistory(listener) {
  const screens = new ScreenHistory(listener);
  screens.begin();
  addEventListener("beforeunload", () => screens.leaves());
  addEventListener("popstate", ({ state }) => screens.popped(state));
  // Told after all that one event did: a screen that another replaced at once gets no place.
  const watch = new MutationObserver(() => screens.shown());
  watch.observe(document.documentElement, { attributeFilter: ["data-screen"] });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
    if (document.activeElement?.closest("[popover], [popovertarget]")) return; // the menu of languages closes
    if (!NO_STEP_BACK.includes(listener.current())) listener.onBack();
  });
}

/** Escape changes nothing here: the door is the first step, and whoever is in leaves by a button. */
const NO_STEP_BACK = [DOOR, "dashboard"];
