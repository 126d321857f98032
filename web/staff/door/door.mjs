/** The way in: password, second step, the turning away of whoever has no work here. Whoever is not in sees nothing of the console. */

import * as session from "../../student/session.mjs";
import { ask as send } from "../../shared/api.mjs";
import { fill, piece } from "../shell/bind.mjs";
import { field, onSend, tellProblem, wireShowPassword, wordsFor, wrongField } from "../shell/forms.mjs";
import { title } from "../shell/live.mjs";
import { word } from "../shell/words.mjs";
import { takeSecondStep } from "./second-step.mjs";
import { setUpFactor, showRecoveryCodes } from "./set-up.mjs";

/** @typedef {import("../shared/types").Me} Me */

/** The door, in a place of the page that it has for itself. */
export class Door {
  #place;
  #away;
  #onShow;

  /**
   * @param {HTMLElement} place
   * @param {import("../shell/away.mjs").Away} away
   * @param {(isShut: boolean) => void} onShow whether the door stands before the console
   */
  constructor(place, away, onShow) {
    this.#place = place;
    this.#away = away;
    this.#onShow = onShow;
  }

  /** Whoever is in already, or comes in by every step. @param {{ ended?: boolean }} [why] @returns {Promise<Me>} */
  async enter({ ended = false } = {}) {
    for (;;) {
      const answer = await this.#ask("GET", "staff/me");
      if (answer.kind === "ok") {
        if (answer.body.second_step.done) return this.#open(answer.body);
        await this.#takeStep(answer.body);
      } else if (answer.kind === "unreachable") await this.#away.wait();
      else if (answer.status === 401) await this.#signIn(ended);
      else await this.#turnAway("not_staff");
    }
  }

  /** Take the second step once more. @param {Me} me @returns {Promise<boolean>} */
  async secondStepAgain(me) {
    const taken = await takeSecondStep(this.#show, this.#ask, me.second_step, { again: true });
    this.#open(me);
    return taken;
  }

  /** Set up another way in. @param {Me} me @param {"passkey" | "totp"} only @param {import("../shared/types").Ask} ask */
  async addFactor(me, only, ask) {
    const done = await setUpFactor(this.#show, ask, { only, cancel: true });
    this.#open(me);
    return done;
  }

  /** Ten new recovery codes. @param {Me} me @param {import("../shared/types").Ask} ask */
  async newCodes(me, ask) {
    const problem = await showRecoveryCodes(this.#show, ask);
    this.#open(me);
    return problem;
  }

  /** @param {Me} me */
  #open(me) {
    this.#place.replaceChildren();
    this.#onShow(false);
    return me;
  }

  #show = (/** @type {HTMLElement} */ root) => {
    this.#place.replaceChildren(root);
    this.#onShow(true);
    const heading = root.querySelector("h1");
    title(heading?.textContent ?? "");
    heading?.focus();
  };

  /** @type {import("../shared/types").Ask} */
  #ask = (method, path, body) => send(method, `/api/v1/${path}`, body);

  /** @param {Me} me */
  async #takeStep(me) {
    const isSetUp = me.second_step.methods.length > 0;
    if (isSetUp) await takeSecondStep(this.#show, this.#ask, me.second_step);
    else await this.#turnAway("not_set_up");
  }

  /** @param {boolean} ended @returns {Promise<void>} */
  #signIn(ended) {
    const root = piece("sign-in");
    fill(root, { ended });
    wireShowPassword(root);
    return new Promise((resolve) => {
      const form = onSend(root, "sign-in", () => signInBy(root, form, resolve));
      this.#show(root);
      field(form, "username").focus();
    });
  }

  /** Somebody who has no work here, or cannot begin it yet. @param {string} why @returns {Promise<void>} */
  #turnAway(why) {
    const root = piece(why);
    this.#show(root);
    return new Promise((resolve) =>
      root.querySelector("[data-action=leave]")?.addEventListener("click", async () => {
        await session.leave();
        resolve();
      }),
    );
  }
}

/** @param {HTMLElement} root @param {HTMLFormElement} form @param {() => void} resolve */
async function signInBy(root, form, resolve) {
  const [username, password] = ["username", "password"].map((name) => field(form, name));
  if (!username || !password) return;
  tellProblem(root, null);
  wrongField(form, "password", password.value ? null : word("wrong_no_password"));
  wrongField(form, "username", username.value.trim() ? null : word("wrong_no_username"));
  if (!password.value || !username.value.trim()) return;
  const proof = { username: username.value, password: password.value };
  const answer = await session.begin(proof, new AbortController().signal);
  if (answer.kind === "ok") session.enter();
  if (answer.kind === "ok") {
    password.value = "";
    resolve();
  } else tellProblem(root, wordsFor(answer));
}
