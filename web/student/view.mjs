/**
 * What is on the screen: one `[data-screen]` section at a time, the stage, and the small parts within.
 * The texts are all in the page; here they are only shown, filled and read out.
 */

/** @typedef {"idle" | "loading" | "ready" | "scanning" | "checking" | "signed-in" | "failed"} Stage */
/** @typedef {import("../shared/types").Portal} Portal */

const page = document.documentElement;
const pageTitle = document.title;
/** With the digits of the texts, of badges and of slips. */
const language = `${page.lang}-u-nu-latn`;

/**
 * The one element a selector means. A page without it is a broken build, so this throws.
 * @template {Element} [T=HTMLElement]
 * @param {string} selector @param {ParentNode} [within] @returns {T}
 */
export function find(selector, within = document) {
  const found = within.querySelector(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return /** @type {T} */ (found);
}

/** @param {string} selector @param {ParentNode} [within] */
export const findAll = (selector, within = document) =>
  /** @type {HTMLElement[]} */ ([...within.querySelectorAll(selector)]);

/** The screen that shows now. */
export const current = () => page.dataset.screen ?? "start";

/** @param {string} name */
export const screen = (name) => find(`main > [data-screen="${name}"]`);

/** Whether a screen has come with the page, or after it. @param {string} name */
export const has = (name) => findAll("main > [data-screen]").some(({ dataset }) => dataset.screen === name);

/** Make plain HTML a living page: from now on no fragment shows a form by itself. */
export function enhance() {
  page.dataset.live = "";
  for (const part of findAll("[data-prompt]")) part.hidden = part.dataset.prompt !== PROMPT;
}

/** The notices have come: fit them to this device, and to what has happened meanwhile. */
export function fitNotices() {
  find("[data-slot=secure-link]").setAttribute("href", location.href.replace(/^http:/, "https:"));
  find("[data-slot=browser] use").setAttribute("href", `#browser-${BROWSER}`);
  showCause(cause);
}

/** Which browser's pictures fit, as far as it can be told: they only show where things are. */
const BROWSER = /iPad|iPhone|Macintosh.*Version\/.*Safari/.test(navigator.userAgent)
  ? "ipad"
  : /Android/.test(navigator.userAgent)
    ? "android"
    : "chrome";
const PROMPT = BROWSER === "chrome" ? "left" : "middle";

/** Show one screen and move the focus, and so a screen reader, to its heading. @param {string} name */
export function show(name) {
  if (name === current()) return;
  const shown = screen(name);
  for (const section of findAll("main > [data-screen]")) section.hidden = section !== shown;
  page.dataset.screen = name;
  const heading = shown.querySelector("h1");
  const school = find("[data-school]").textContent;
  document.title = name === "start" || !heading ? pageTitle : `${heading.textContent} | ${school}`;
  heading?.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

/** How far the visit has come. */
export const stage = () => page.dataset.stage;

/** Set how far the visit has come, for styles, for tests, and in words for screen readers. @param {Stage} stage */
export function setStage(stage) {
  const before = page.dataset.stage;
  if (before === stage) return;
  page.dataset.stage = stage;
  const status = find("[role=status][data-testid=status]");
  const isNews = stage !== "ready" || before === "loading"; // not after a wrong password, say
  status.textContent = (isNews && status.getAttribute(`data-${stage}`)) || "";
}

/** Write the school's name where the page has a place for it. @param {string} name */
export function nameSchool(name) {
  for (const place of findAll("[data-school]")) place.textContent = name;
}

/** Show how much of the program has come: in words, as a bar, and as the blocks of a doorway. */
export function showProgress(/** @type {number} */ done, /** @type {number} */ total) {
  const share = total > 0 ? done / total : 0;
  find("progress").setAttribute("value", String(share));
  for (const words of findAll("[data-slot=size], [data-slot=arriving]"))
    fill(words, { done: megabytes(done), total: megabytes(total) });
  const blocks = findAll("[data-block]", screen("load"));
  for (const block of blocks) {
    block.classList.toggle("in", Number(block.dataset.block) < Math.floor(share * blocks.length));
    block.classList.toggle("to", !block.classList.contains("in"));
  }
}

/** Show or hide the words that it takes longer than it should. @param {boolean} stalled */
export function showStalled(stalled) {
  find("[data-slot=stalled]", screen("load")).hidden = !stalled;
}

let cause = "";

/** Say why the program did not come, where there are words for it. @param {string} known */
export function showCause(known) {
  cause = known;
  for (const words of findAll("[data-cause]")) words.hidden = words.dataset.cause !== cause;
}

/** Say what a chosen file is that cannot be opened. @param {string} [kind] */
export function showFileKind(kind) {
  for (const words of findAll("[data-file-kind]")) words.hidden = words.dataset.fileKind !== kind;
}

/** Show or hide, beside the camera, that the rest of the program is still coming. @param {boolean} loading */
export function showStillLoading(loading) {
  find("[data-slot=arriving]").hidden = !loading;
}

/** Nothing was found for long: make the hint the larger thing. @param {boolean} slow */
export function showSlow(slow) {
  screen("scan").toggleAttribute("data-slow", slow);
}

/** Show one hint and so many lit arcs over the camera. @param {string} hint @param {number} lit */
export function showHint(hint, lit) {
  const scan = screen("scan");
  for (const card of findAll("[data-hint]", scan)) card.hidden = card.dataset.hint !== hint;
  const stage = find("[data-slot=stage]", scan);
  stage.dataset.lit = String(lit);
  stage.dataset.mood = MOODS[hint] ?? "side";
}

/** @type {Record<string, string>} */
const MOODS = { still: "calm", wrong: "oh", one: "oh", again: "happy", found: "happy" };

/**
 * Count down on a screen, then go on.
 * @param {string} name @param {number} seconds @param {() => void} done
 * @returns {() => void} stops the countdown
 */
export function countDown(name, seconds, done) {
  const place = find("[data-slot=countdown]", screen(name));
  let left = Math.max(1, Math.ceil(seconds));
  fill(place, { time: duration(left) });
  const timer = setInterval(() => {
    left -= 1;
    if (left > 0) fill(place, { time: duration(left) });
    else {
      stop();
      done();
    }
  }, 1000);
  const stop = () => {
    clearInterval(timer);
    place.textContent = place.dataset.now ?? "";
  };
  return stop;
}

/**
 * Put values into an element's own words: `data-words` with a {name} for each, or another form of them.
 * @param {HTMLElement} element @param {Record<string, string>} values @param {string} [form]
 */
export function fill(element, values, form = "words") {
  element.textContent = (element.dataset[form] ?? "").replace(
    /\{(\w+)\}/g,
    (all, name) => values[name] ?? all,
  );
}

const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const megabytes = (/** @type {number} */ bytes) => number.format(bytes / 1e6);

/** A wait in words: seconds up to a minute, then whole minutes. @param {number} seconds */
function duration(seconds) {
  const [value, unit] = seconds <= 60 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(value);
}

/** The words of the screen that shows, to be read aloud. */
export function words() {
  const shown = screen(current());
  return findAll("h1, .lead, .name", shown)
    .filter((element) => element.offsetParent)
    .map((element) => element.textContent?.trim())
    .join(". ");
}
