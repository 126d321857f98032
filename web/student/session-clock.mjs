/**
 * How long the session still lasts: the server says it, and a clock that no change of the time of day moves counts it
 * here. That clock may stand still while the device sleeps, so after a sleep the server is to be asked again.
 */

/** @typedef {import("../shared/types").TimeLeft} TimeLeft */
/**
 * @typedef {object} Listener
 * @property {(seconds: number, isLast: boolean) => void} onEnding each second of the last minute; `isLast` if asking the
 * server would not make it longer
 * @property {() => void} onOver the time is over
 * @property {() => void} onSlept the device slept: nobody knows here how long
 */

/** So long before the end it is told; of a shorter time its second half. */
const WARN_S = 60;
const TICK_MS = 1000;
/** So far the time of day is ahead of the other clock only after a sleep, or when it was set. */
const SLEPT_MS = 10_000;

const CLOCKS = { steady: () => performance.now(), ofDay: () => Date.now() };

/** Counts one session's time after another's. */
export class SessionClock {
  #timer = 0;
  #end = 0;
  #warn = 0;
  #isLast = false;
  #apart = 0;
  #listener;
  #clocks;

  /** @param {Listener} listener */
  constructor(listener, clocks = CLOCKS) {
    this.#listener = listener;
    this.#clocks = clocks;
  }

  /** So much is left from now on. @param {TimeLeft} left */
  start({ idle_seconds_left: idle, longest_seconds_left: longest }) {
    this.stop();
    const seconds = Math.min(idle, longest);
    this.#warn = Math.min(WARN_S, seconds / 2);
    this.#isLast = longest - idle < this.#warn;
    this.#end = this.#clocks.steady() + seconds * 1000;
    this.#apart = this.#clocks.ofDay() - this.#clocks.steady();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** Nobody is in. */
  stop() {
    clearInterval(this.#timer);
  }

  #tick() {
    const now = this.#clocks.steady();
    const seconds = Math.ceil((this.#end - now) / 1000);
    const apart = this.#clocks.ofDay() - now;
    const slept = apart - this.#apart > SLEPT_MS;
    this.#apart = apart;
    if (seconds <= 0) {
      this.stop();
      this.#listener.onOver();
    } else if (slept) this.#listener.onSlept();
    else if (seconds <= this.#warn) this.#listener.onEnding(seconds, this.#isLast);
  }
}
