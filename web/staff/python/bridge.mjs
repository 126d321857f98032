/** What Python asks of the page, and what it is told: all of it plain text, so that nothing is shared. */

import { filled } from "./bind.mjs";
import { Files } from "./files.mjs";
import { listen } from "./listening.mjs";

/** @typedef {import("./types").Data} Data */
/** @typedef {import("./types").ShownBy} ShownBy */

/** The session is over, or wants its second step: whoever asks by the page's own client has that mended. */
const FOR_THE_PAGE = ["not_signed_in", "session_expired", "unauthorized", "second_step_required"];
const NO_ANSWER = { status: 0, code: "unreachable", body: null };

export class Bridge {
  /** @type {import("./types").Handlers | undefined} */
  handlers;
  files = new Files();
  /** @type {HTMLElement | undefined} */
  #root;
  /** @type {ShownBy | undefined} */
  #by;
  #templates = document.implementation.createHTMLDocument();
  #words = "{}";
  #program;
  /** @type {{ field: string, file: File } | undefined} */
  #picked;

  /** @param {typeof CONSOLE} program @param {Promise<string>} templates their HTML */
  constructor(program, templates) {
    this.#program = program;
    this.prepared = templates.then((html) => {
      this.#templates = new DOMParser().parseFromString(html, "text/html");
      this.#words = this.#template("words").content.textContent ?? "{}";
    });
  }

  /** Called by Python once. @param {import("./types").Handlers} handlers */
  register(handlers) {
    this.handlers = handlers;
  }

  /** @param {string} view @param {HTMLElement} root @param {ShownBy} by */
  async show(view, root, by) {
    this.#root = root;
    this.#by = by;
    if (!root.dataset["python"]) listen(root, (name, event) => this.#tell(name, event));
    root.dataset["python"] = view;
    await this.handlers?.show(view, JSON.stringify(Object.fromEntries(by.query)));
  }

  leave() {
    this.#root = undefined;
    this.#picked = undefined;
    this.files.forget();
    this.handlers?.leave();
  }

  /** @param {string} name @param {object} event */
  async #tell(name, event) {
    await this.handlers?.event(name, JSON.stringify(event));
  }

  /** The words of the console in the page's language, as JSON. */
  async words() {
    await this.prepared;
    return this.#words;
  }

  language() {
    return document.documentElement.lang;
  }

  /** Who is signed in, as JSON. */
  me() {
    return JSON.stringify(this.#by?.me ?? null);
  }

  /**
   * Draw a template into a region, in place of what was there; the focus stays. `""` is the whole view.
   * @param {string} region @param {string} template @param {string} json
   */
  draw(region, template, json) {
    const place = region ? this.#root?.querySelector(`[data-region=${region}]`) : this.#root;
    if (!place) return;
    const focused = focusIn(place);
    place.replaceChildren(filled(this.#template(template), [JSON.parse(json)]));
    focused?.();
  }

  /** @param {string} name */
  #template(name) {
    const found = this.#templates.querySelector(`template#${name}`);
    if (!found) throw new Error(`there is no template ${name}`);
    return /** @type {HTMLTemplateElement} */ (found);
  }

  /** Say something to whoever cannot see it. @param {string} text */
  say(text) {
    this.#by?.say(text);
  }

  /** @param {string} selector */
  focus(selector) {
    /** @type {HTMLElement | null | undefined} */ (this.#root?.querySelector(selector))?.focus();
  }

  /** @param {string} view @param {string} query JSON */
  go(view, query) {
    this.#by?.go(view, JSON.parse(query));
  }

  /** Put a query into the address without showing anew. @param {string} view @param {string} query JSON */
  note(view, query) {
    const written = new URLSearchParams(JSON.parse(query)).toString();
    history.replaceState(history.state, "", `#${view}${written && `?${written}`}`);
  }

  /**
   * Ask the server; gives `{status, code, body}` as JSON, the code of a problem (RFC 9457). Never rejects.
   * @param {string} method @param {string} path below /api/v1/ @param {string} body JSON, or empty
   */
  async ask(method, path, body) {
    const answer = await this.#by?.ask(method, path, body ? JSON.parse(body) : undefined);
    if (answer?.kind === "ok") return JSON.stringify({ status: 200, code: "", body: answer.body });
    if (answer?.kind !== "refused") return JSON.stringify(NO_ANSWER);
    const { status = 0, code, problem } = answer;
    return JSON.stringify({ status, code, body: problem ?? null });
  }

  /** Keep the file chosen in a field, however the view is drawn; its name and size as JSON. @param {string} field its id */
  pick(field) {
    const file = chosenIn(field);
    this.#picked = file && { field, file };
    return JSON.stringify(file ? { name: file.name, size: file.size } : null);
  }

  /** @param {string} field */
  #fileOf(field) {
    return this.#picked?.field === field ? this.#picked.file : chosenIn(field);
  }

  /** The content of the file picked in a field. @param {string} field */
  async read(field) {
    const file = this.#fileOf(field);
    return new Uint8Array(file ? await file.arrayBuffer() : []);
  }

  /** Send the file picked or chosen in a field; answers as `ask`. @param {string} path @param {string} field its id */
  async upload(path, field) {
    const file = this.#fileOf(field);
    if (!file) return JSON.stringify({ ...NO_ANSWER, code: "no_file" });
    let answer = await sent(path, file).catch(() => NO_ANSWER);
    if (await this.#mended(answer.code)) answer = await sent(path, file).catch(() => NO_ANSWER);
    return JSON.stringify(answer);
  }

  /** Whether what stood in the way of an upload is not there any more. @param {string} code */
  async #mended(code) {
    if (code === "fresh_second_step_required") return this.#by?.secondStep();
    if (!FOR_THE_PAGE.includes(code)) return false;
    await this.#by?.ask("GET", "staff/classes");
    return true;
  }

  /** What is kept in this browser. @param {string} key */
  kept(key) {
    return localStorage.getItem(key) ?? "";
  }

  /** @param {string} key @param {string} text */
  keep(key, text) {
    localStorage.setItem(key, text);
  }

  /** The addresses of what comes only when it is called for, as JSON. */
  later() {
    return JSON.stringify({ library: this.#program.later, ...this.#program.wheels });
  }
}

/** @param {string} field its id */
const chosenIn = (field) =>
  /** @type {HTMLInputElement | null} */ (document.getElementById(field))?.files?.[0];

/** @param {string} path below /api/v1/ @param {File} file */
async function sent(path, file) {
  const headers = { "Content-Type": "application/octet-stream" };
  const response = await fetch(`/api/v1/${path}`, { method: "POST", headers, body: file });
  const text = await response.text();
  const body = text ? JSON.parse(text) : null;
  return { status: response.status, code: response.ok ? "" : (body?.code ?? "server_error"), body };
}

/** Remembers where the focus is below an element; gives what puts it there again. @param {Element} place */
function focusIn(place) {
  const { activeElement: active } = document;
  if (!active || !place.contains(active) || !active.id) return undefined;
  const { id } = active;
  const { selectionStart = null, selectionEnd = null } = /** @type {HTMLInputElement} */ (active);
  return () => {
    const again = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
    again?.focus({ preventScroll: true });
    if (again && selectionStart !== null) again.setSelectionRange(selectionStart, selectionEnd);
  };
}
