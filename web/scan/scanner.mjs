/**
 * What scans pictures, seen from the page: an observable start, `idle -> loading -> ready | failed`, and two workers.
 *
 * The decoder worker has the decoder alone: it is there first, and goes on scanning however long Python keeps its own
 * thread busy by starting. When Python is there it takes over and the decoder worker ends; if Python never comes the
 * decoder worker goes on, and if it breaks down another one is opened. `failed` is final; a page that wants another
 * try loads anew.
 */

import { DecoderLoader } from "./decoder-loader.mjs";
import { LAST_ANSWERS, WorkerClient } from "./worker-client.mjs";

/** @typedef {import("./types").Cause} Cause */
/** @typedef {import("./types").ScannerMessage} ScannerMessage */
/** @typedef {import("./types").MessageToPage} MessageToPage */
/** @typedef {"idle" | "loading" | "ready" | "failed"} Boot */

/** So long line and processor are the decoder worker's; if it takes longer until it has looked at something, that may
 * not keep Python away. */
const HEAD_START_MS = 8000;
/** A start that says nothing for so long is broken: some browsers refuse WebAssembly without a word. */
const MAX_SILENCE_MS = 60_000;
/** How long after a sign-in the device has nothing else to do. */
const IDLE_AFTER_MS = 30_000;

/** Starts both workers when first asked to, and sends each picture to the one that scans now. */
export class Scanner {
  /** @type {Boot} */
  boot = "idle";
  /** @type {WorkerClient | undefined} */
  #decoderWorker;
  /** @type {WorkerClient | undefined} */
  #pythonWorker;
  /** Why Python does not scan. @type {Cause | undefined} */
  #cause;
  /** Whether Python has scanned in place of the decoder worker. */
  #tookOver = false;
  #turn = 0;
  /** Whether a picture is about to come: until it is answered nothing else begins. */
  #isPictureExpected = false;
  /** Whether a picture was lost with the worker that should have scanned it. */
  #isPictureLost = false;
  #silence = 0;
  #onMessage;
  #onHeadStartOver;
  #decoder;

  /**
   * @param {(message: ScannerMessage) => void} onMessage
   * @param {() => void} onHeadStartOver Python begins to load, and so may what only serves later visits
   */
  constructor(onMessage, onHeadStartOver, decoder = new DecoderLoader()) {
    this.#onMessage = onMessage;
    this.#onHeadStartOver = onHeadStartOver;
    this.#decoder = decoder;
  }

  /** The worker that scans pictures now. */
  get #scanning() {
    return [this.#pythonWorker, this.#decoderWorker].find((worker) => worker?.canScan);
  }

  /** Whether pictures can be scanned: by the decoder worker alone while Python is still coming. */
  get canScan() {
    return this.#scanning !== undefined;
  }

  /** Begin to load the decoder and Python, once. */
  start() {
    if (this.boot !== "idle") return;
    this.boot = "loading";
    this.#expectMessage();
    this.#openDecoderWorker();
    this.#loadDecoder();
    setTimeout(() => this.#openPythonWorker(), HEAD_START_MS);
  }

  /**
   * Say that a picture is about to come, so that what reads it has line and processor to itself; or that none does.
   * @param {boolean} isExpected
   */
  expectPicture(isExpected) {
    this.#isPictureExpected = isExpected;
    this.#update();
  }

  /**
   * Have a picture scanned. One that no worker can scan now is told as `lost` when one can.
   * @param {"frame" | "photo"} type @param {import("./types").Frame} frame is handed over
   * @param {string} [used] the fingerprint of the badge that does not count in a frame
   */
  scan(type, frame, used = "") {
    if (this.#scanning) this.#scanning.scan(type, frame, used);
    else {
      frame.close();
      this.#isPictureLost = true;
    }
  }

  /** Whoever held something up has left: nothing more is heard of it. */
  beginTurn() {
    this.#turn += 1;
    this.#isPictureLost = false;
    this.#decoderWorker?.beginTurn(this.#turn);
    this.#pythonWorker?.beginTurn(this.#turn);
  }

  /** Somebody is in: in a while the device will have nothing else to do. */
  idleSoon() {
    setTimeout(() => this.#pythonWorker?.idle(), IDLE_AFTER_MS);
  }

  /** Load the decoder for all workers that are there. */
  async #loadDecoder() {
    if (!this.#decoder.mayLoad) return;
    await this.#decoder.load();
    const { module } = this.#decoder;
    if (module) for (const worker of [this.#decoderWorker, this.#pythonWorker]) worker?.sendDecoder(module);
    this.#update();
  }

  #openPythonWorker() {
    if (this.#pythonWorker || this.boot === "failed") return;
    this.#pythonWorker = this.#open(PYTHON_WORKER_URL, (cause) => this.#replacePython(cause));
    this.#onHeadStartOver();
  }

  #openDecoderWorker() {
    this.#decoderWorker = this.#open(DECODER_WORKER_URL, () => {});
  }

  /** @param {string} url @param {(cause: Cause) => void} onLost */
  #open(url, onLost) {
    const worker = new WorkerClient(url, this.#turn, {
      onMessage: (message) => this.#receive(message),
      onLost: (cause, reason) => {
        console.warn(`${url} ended: ${reason}`);
        this.#isPictureLost ||= worker.isBusy;
        onLost(cause);
        this.#update();
      },
    });
    if (this.#decoder.module) worker.sendDecoder(this.#decoder.module);
    return worker;
  }

  /** A decoder worker scans again if it was Python that did. @param {Cause} cause */
  #replacePython(cause) {
    this.#cause = cause;
    if (!this.#tookOver) return;
    this.#tookOver = false;
    this.#decoderWorker?.end();
    this.#openDecoderWorker();
  }

  /** @param {MessageToPage} message */
  #receive(message) {
    if (this.boot === "loading") this.#expectMessage();
    if (LAST_ANSWERS.includes(message.type)) this.#isPictureExpected = false;
    if (message.type === "starting") this.#loadDecoder(); // once more, now that the line is free
    if (message.type === "ready") this.#switchToPython();
    else this.#onMessage(/** @type {ScannerMessage} */ (message));
    this.#update();
  }

  #switchToPython() {
    this.#tookOver = true;
    this.#decoderWorker?.retire();
    this.#becomeReady();
  }

  /** Draw the conclusions from which workers are there. */
  #update() {
    if (this.boot === "idle" || this.boot === "failed") return;
    if (this.#hasHadHeadStart) this.#openPythonWorker();
    const lostPython = this.#pythonWorker !== undefined && !this.#pythonWorker.isAlive;
    if (lostPython) this.#loadDecoder();
    if (!this.canScan) this.#failIfHopeless(lostPython);
    else if (lostPython && this.boot === "loading") this.#becomeReady(this.#cause);
    if (this.canScan) this.#tellLost();
  }

  /** Whether the decoder worker has scanned what was about to come, or does not start for now. */
  get #hasHadHeadStart() {
    const { isLoading, module } = this.#decoder;
    if (this.canScan) return !this.#isPictureExpected;
    return !isLoading && (!module || !this.#decoderWorker?.isAlive);
  }

  /** No worker scans; fail if none ever will. @param {boolean} lostPython */
  #failIfHopeless(lostPython) {
    if (this.#decoder.isLost) this.#fail("the decoder did not come", this.#decoder.cause);
    else if (lostPython && !this.#decoderWorker?.isAlive) this.#fail("both workers ended", this.#cause);
  }

  #tellLost() {
    if (!this.#isPictureLost) return;
    this.#isPictureLost = false;
    this.#onMessage({ type: "lost" });
  }

  /** @param {Cause} [cause] why Python did not come, if it did not */
  #becomeReady(cause) {
    this.boot = "ready";
    clearTimeout(this.#silence);
    this.#onMessage({ type: "ready", cause });
  }

  #expectMessage() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#onSilence(), MAX_SILENCE_MS);
  }

  /** Python is not heard of any more; the decoder worker goes on without it, until it is there after all. */
  #onSilence() {
    if (this.canScan) this.#becomeReady();
    else this.#fail("nothing heard from the workers");
  }

  /** @param {string} reason @param {Cause} [cause] */
  #fail(reason, cause = "broken") {
    this.boot = "failed";
    clearTimeout(this.#silence);
    this.#decoderWorker?.end();
    this.#pythonWorker?.end();
    this.#onMessage({ type: "failed", cause, reason });
  }
}
