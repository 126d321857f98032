/**
 * What looks at frames, seen from the page: an observable start, `idle -> loading -> ready | failed`, and who looks.
 *
 * Two workers. The eyes have the decoder alone: they are there first, and go on looking however long Python keeps its
 * own thread busy by starting. When Python is there it takes over and the eyes end; if it never comes the eyes go
 * on, and if it breaks down they are opened again. `failed` is final; a page that wants another try loads anew.
 */

import { DecoderDelivery } from "./decoder-loader.mjs";
import { Partner } from "./worker-client.mjs";

/** @typedef {import("../shared/types").Cause} Cause */
/** @typedef {import("../shared/types").ScannerMessage} ScannerMessage */
/** @typedef {import("../shared/types").Told} Told */
/** @typedef {"idle" | "loading" | "ready" | "failed"} Boot */

/** So long line and processor are the eyes'; what takes longer to open them may not keep Python from coming. */
const HEAD_START_MS = 8000;
/** A start that says nothing for so long is broken: some browsers refuse WebAssembly without a word. */
const SILENCE_MS = 60_000;
/** How long after a sign-in the device has nothing else to do. */
const IDLE_AFTER_MS = 30_000;

/** Starts both workers when first asked to, and sends each picture to the one that looks now. */
export class Scanner {
  /** @type {Boot} */
  boot = "idle";
  /** @type {Partner | undefined} */
  #eyes;
  /** @type {Partner | undefined} */
  #python;
  /** Why Python does not look. @type {Cause | undefined} */
  #cause;
  /** Whether Python has looked in place of the eyes. */
  #tookOver = false;
  #turn = 0;
  /** Whether a picture was lost with whoever should have looked at it. */
  #lost = false;
  #silence = 0;

  /** @param {(message: ScannerMessage) => void} onMessage */
  constructor(onMessage, decoder = new DecoderDelivery()) {
    this.onMessage = onMessage;
    this.decoder = decoder;
  }

  /** Who looks at pictures now. */
  get #looker() {
    return [this.#python, this.#eyes].find((each) => each?.sees);
  }

  /** Whether pictures are looked at: by the eyes alone while Python is still coming. */
  get sees() {
    return this.#looker !== undefined;
  }

  /** Begin to load the decoder and Python, once. */
  start() {
    if (this.boot !== "idle") return;
    this.boot = "loading";
    this.#listen();
    this.#openEyes();
    this.#bringDecoder();
    setTimeout(() => this.#startPython(), HEAD_START_MS);
  }

  /**
   * Have a picture looked at. One that nobody can look at now is told as `lost` when somebody can.
   * @param {"frame" | "photo"} type @param {import("../shared/types").Frame} frame is handed over
   */
  look(type, frame) {
    if (this.#looker) this.#looker.look(type, frame);
    else {
      frame.close();
      this.#lost = true;
    }
  }

  /** Whoever held something up has left: nothing more is heard of it. */
  forget() {
    this.#turn += 1;
    this.#lost = false;
    this.#eyes?.begin(this.#turn);
    this.#python?.begin(this.#turn);
  }

  /** Somebody is in: in a while the device will have nothing else to do. */
  rest() {
    setTimeout(() => this.#python?.idle(), IDLE_AFTER_MS);
  }

  /** Bring the decoder to all who are there. */
  async #bringDecoder() {
    if (!this.decoder.canBeAskedFor) return;
    await this.decoder.bring();
    const { module } = this.decoder;
    if (module) for (const each of [this.#eyes, this.#python]) each?.give(module);
    this.#settle();
  }

  #startPython() {
    if (this.#python || this.boot === "failed") return;
    this.#python = this.#open(PYTHON_WORKER_URL, (cause) => this.#losePython(cause));
  }

  /** Whether the eyes look, or do not open for now. */
  get #eyesAreDone() {
    return !this.decoder.isComing && (this.sees || !this.decoder.module || !this.#eyes?.isThere);
  }

  #openEyes() {
    this.#eyes = this.#open(DECODER_WORKER_URL, () => {});
  }

  /** @param {string} url @param {(cause: Cause) => void} onLoss */
  #open(url, onLoss) {
    const partner = new Partner(url, this.#turn, {
      hear: (message) => this.#hear(message),
      lose: (cause, reason) => {
        console.warn(`${url} ended: ${reason}`);
        this.#lost ||= partner.owes;
        onLoss(cause);
        this.#settle();
      },
    });
    if (this.decoder.module) partner.give(this.decoder.module);
    return partner;
  }

  /** The eyes look again if it was Python that looked. @param {Cause} cause */
  #losePython(cause) {
    this.#cause = cause;
    if (!this.#tookOver) return;
    this.#tookOver = false;
    this.#eyes?.end();
    this.#openEyes();
  }

  /** @param {Told} message */
  #hear(message) {
    if (this.boot === "loading") this.#listen();
    if (message.type === "starting") this.#bringDecoder(); // once more, now that the line is free
    if (message.type === "ready") this.#takeOver();
    else this.onMessage(/** @type {ScannerMessage} */ (message));
    this.#settle();
  }

  #takeOver() {
    this.#tookOver = true;
    this.#eyes?.retire();
    this.#beReady();
  }

  /** Draw the conclusions from who is there. */
  #settle() {
    if (this.boot === "failed") return;
    if (this.#eyesAreDone) this.#startPython();
    const isAlone = this.#python !== undefined && !this.#python.isThere;
    if (isAlone) this.#bringDecoder();
    if (!this.sees) this.#despair(isAlone);
    else if (isAlone && this.boot === "loading") this.#beReady(this.#cause);
    if (this.sees) this.#tellLost();
  }

  /** Nobody looks at pictures; fail if nobody ever will. @param {boolean} isAlone Python will not */
  #despair(isAlone) {
    if (this.decoder.isLost) this.#fail("the decoder did not come", this.decoder.cause);
    else if (isAlone && !this.#eyes?.isThere) this.#fail("both workers ended", this.#cause);
  }

  #tellLost() {
    if (!this.#lost) return;
    this.#lost = false;
    this.onMessage({ type: "lost" });
  }

  /** @param {Cause} [cause] why Python did not come, if it did not */
  #beReady(cause) {
    this.boot = "ready";
    clearTimeout(this.#silence);
    this.onMessage({ type: "ready", cause });
  }

  #listen() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#giveUp(), SILENCE_MS);
  }

  /** Python is not heard of any more; the eyes go on without it, until it is there after all. */
  #giveUp() {
    if (this.sees) this.#beReady();
    else this.#fail("nothing heard from the workers");
  }

  /** @param {string} reason @param {Cause} [cause] */
  #fail(reason, cause = "broken") {
    this.boot = "failed";
    clearTimeout(this.#silence);
    this.#eyes?.end();
    this.#python?.end();
    this.onMessage({ type: "failed", cause, reason });
  }
}
