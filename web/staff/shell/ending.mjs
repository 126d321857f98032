/** A session that nobody uses: asked a minute before its end who is still here; then nothing stays on the screen. */

const ASK_BEFORE_S = 60;

/** Counts down what is left of a session on this device; the server has the last word. */
export class Ending {
  #idleS = 0;
  #ends = 0;
  #timer = 0;
  #banner;
  #on;

  /** @param {HTMLElement} banner @param {{ stay: () => void, over: () => void }} on */
  constructor(banner, on) {
    this.#banner = banner;
    this.#on = on;
    banner.querySelector("[data-action=stay]")?.addEventListener("click", () => on.stay());
  }

  /** A session as the server has just told it. @param {{ idle_seconds_left: number, longest_seconds_left: number }} left */
  begin({ idle_seconds_left: idleS, longest_seconds_left: longestS }) {
    this.#idleS = idleS;
    this.#ends = Date.now() + longestS * 1000;
    this.used();
  }

  /** The session was used: its idle time begins anew. */
  used() {
    if (!this.#idleS) return;
    const end = Math.min(Date.now() + this.#idleS * 1000, this.#ends);
    this.#banner.hidden = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(end), Math.max(0, end - Date.now() - ASK_BEFORE_S * 1000));
  }

  /** Nobody is in. */
  stop() {
    this.#idleS = 0;
    clearTimeout(this.#timer);
    this.#banner.hidden = true;
  }

  /** @param {number} end */
  #ask(end) {
    this.#banner.hidden = false;
    this.#timer = setTimeout(
      () => {
        this.stop();
        this.#on.over();
      },
      Math.max(0, end - Date.now()),
    );
  }
}
