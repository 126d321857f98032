/** A part of a page that comes later: its script, its style and its screens, all together or not at all. */

/** @typedef {import("./types").LateAddresses} LateAddresses */

/** Brings one part, once. @template [Script=void] */
export class LatePart {
  /** The part's script, once all of the part has come. @type {Script | null} */
  script = null;
  /** @type {Promise<void> | null} */
  #coming = null;
  #tries = 0;
  #addresses;
  #onCome;

  /** @param {LateAddresses} addresses @param {() => void} [onCome] its screens are in the page */
  constructor(addresses, onCome = () => {}) {
    this.#addresses = addresses;
    this.#onCome = onCome;
  }

  /** Bring it; what did not come is fetched anew when asked again. Never rejects. */
  bring() {
    this.#coming ??= this.#bringAll().catch(() => {
      this.#coming = null;
    });
    return this.#coming;
  }

  async #bringAll() {
    const { mjs, css, html } = this.#addresses;
    // a fragment makes another address of it: browsers remember a module that did not come
    const again = this.#tries++ ? `#${this.#tries}` : "";
    const page = html && document.documentElement.dataset[html];
    const [script, screens] = await Promise.all([
      mjs && import(mjs + again),
      page ? text(page) : "",
      css && style(css),
    ]);
    const parsed = new DOMParser().parseFromString(screens, "text/html");
    document.querySelector("main")?.append(...parsed.body.childNodes);
    this.script = script;
    this.#onCome();
  }
}

/** @param {string} url */
async function text(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} did not come`);
  return response.text();
}

/** @param {string} url @returns {Promise<void>} */
function style(url) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: url });
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new Error(`${url} did not come`));
    };
    document.head.append(link);
  });
}
