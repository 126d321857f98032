/** Drives the decoders over the frames that the bench serves; the bench calls `bench.*` and gets figures. */

import { Ours } from "./ours.mjs";
import { rivals } from "./rivals.mjs";

const WIDTH = 640;
const HEIGHT = 480;
const SIZE = WIDTH * HEIGHT;

/** @typedef {"VideoFrame" | "ImageBitmap"} Kind */

/** A gray frame as a camera gives it: planar, its two colour planes neutral. @param {Uint8Array} gray */
function videoFrame(gray) {
  const planes = new Uint8Array((SIZE * 3) / 2).fill(128);
  planes.set(gray);
  return new VideoFrame(planes, {
    format: "I420",
    codedWidth: WIDTH,
    codedHeight: HEIGHT,
    timestamp: performance.now() * 1000,
    colorSpace: { fullRange: true, matrix: "bt709", primaries: "bt709", transfer: "iec61966-2-1" },
  });
}

/** The same as a picture. @param {Uint8Array} gray */
function bitmap(gray) {
  const pixels = new Uint32Array(SIZE);
  for (let place = 0; place < SIZE; place++) pixels[place] = 0xff000000 | (gray[place] * 0x010101);
  return createImageBitmap(new ImageData(new Uint8ClampedArray(pixels.buffer), WIDTH, HEIGHT));
}

/** @type {Record<Kind, (gray: Uint8Array) => VideoFrame | Promise<ImageBitmap>>} */
const AS = { VideoFrame: videoFrame, ImageBitmap: bitmap };

/** @param {string} url */
async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const native = JSON.parse(answer.headers.get("native") ?? "null");
  return { gray: new Uint8Array(await answer.arrayBuffer()), native };
}

class Bench {
  /** What came of the work so far, since it was last taken. @type {unknown[]} */
  #found = [];
  /** @type {string | null} */
  #end = null;
  /** What is being done, for the case that it never ends. */
  #doing = "nothing";

  /** Begin with a list of attempts or bursts, one after another; `taken` tells how far it is. */
  begin(/** @type {any[]} */ list) {
    this.#end = null;
    this.#all(list).then(
      () => (this.#end = "done"),
      (error) => (this.#end = String(error)),
    );
  }

  async #all(/** @type {any[]} */ list) {
    for (const how of list) {
      const found = how.names ? await this.attempt(how) : await this.burst(how.attempt);
      this.#found.push([how.attempt, found]);
    }
  }

  /** What was found since the last time, how it ended if it did, and what is being done. */
  taken() {
    const { length } = this.#found;
    return { found: this.#found.splice(0, length), end: this.#end, doing: this.#doing };
  }

  /** @type {Ours | null} */
  #ours = null;
  #rivals = rivals();

  /** Start the site's worker anew, until Python is there. @param {{ worker: string, decoder: string }} urls */
  async start(urls) {
    this.#ours = new Ours(urls);
    await this.#ours.ready();
  }

  /**
   * One scan attempt: every decoder looks at its frames until it has read the code or there are no more.
   * @param {{ attempt: number, frames: number, kind: Kind, names: string[], text: string, owner: string }} how
   * @returns {Promise<Record<string, { at: number | null, wrong: string[], ms: number[] }>>} the number of the
   *   frame that was read, what was read instead, and the time each frame took
   */
  async attempt({ attempt, frames, kind, names, text, owner }) {
    const others = await this.#rivals;
    const found = Object.fromEntries(names.map((name) => [name, { at: null, wrong: [], ms: [] }]));
    this.#ours?.reset();
    for (let number = 0; number < frames; number++) {
      const left = names.filter((name) => found[name].at === null);
      if (left.length === 0) break;
      const { gray, native } = await fetched(`frame/${attempt}/${number}`);
      for (const name of left) {
        this.#doing = `${name} looks at frame ${number} of attempt ${attempt}`;
        const outcome = name === "native" ? native : await this.#scan(name, others, gray, kind);
        found[name].ms.push(outcome.ms);
        if (outcome.text === (name === "ours" ? owner : text)) found[name].at = number;
        else if (outcome.text !== null) found[name].wrong.push(outcome.text);
      }
    }
    return found;
  }

  /** @param {string} name @param {Record<string, any>} others @param {Uint8Array} gray @param {Kind} kind */
  async #scan(name, others, gray, kind) {
    if (name !== "ours") return others[name](await bitmap(gray));
    const { owner, refused, ms } = await this.#ours.scan(await AS[kind](gray));
    return { text: owner ?? refused, ms };
  }

  /** Frames of one instant, of a card that may open nothing; what came of each. @param {number} attempt */
  async burst(attempt) {
    const { gray } = await fetched(`burst/${attempt}`);
    const outcomes = [];
    this.#doing = `ours looks at burst ${attempt}`;
    for (let at = 0; at < gray.length; at += SIZE)
      outcomes.push(await this.#ours.scan(videoFrame(gray.subarray(at, at + SIZE))));
    return outcomes;
  }

  /** Times of the plain variant alone at a frame, in ms. @param {{ attempt: number, url: string, rounds: number }} how */
  async plain({ attempt, url, rounds }) {
    this.plainWorker ??= new Worker("plain-worker.mjs", { type: "module" });
    const { gray } = await fetched(`frame/${attempt}/0`);
    const told = new Promise((resolve, reject) => {
      this.plainWorker.onmessage = ({ data }) => resolve(data);
      this.plainWorker.onerror = ({ message }) => reject(new Error(message));
    });
    this.plainWorker.postMessage({ url, pixels: gray, width: WIDTH, height: HEIGHT, rounds });
    return told;
  }
}

window.bench = new Bench();
