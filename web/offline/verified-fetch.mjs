/**
 * Files that have to be exactly those of the build: verified by SHA-256, asked for once more past every cache if they
 * are not whole, and cached for the next visit. The one way by which page, Python's worker and service worker get
 * them.
 */

import { addToCache, removeFromCache } from "./asset-cache.mjs";

/** @typedef {import("./types").FileHash} FileHash */
/**
 * @typedef {object} FetchOptions
 * @property {string} cache the cache where it is put
 * @property {Response} [copy] what is in that cache already, to be verified first
 * @property {Promise<Response>} [asked] what the server was asked already, if there is no copy
 * @property {(response: Response) => Promise<ArrayBuffer>} [read] takes the body in
 */

/** The browser's own `fetch`, whatever a worker makes of that name later. */
export const plainFetch = fetch.bind(globalThis);

/** A file that did not come whole, although it was asked for twice. */
export class AssetError extends Error {
  /** @param {"damaged" | "missing"} reason @param {string} path @param {unknown} [why] */
  constructor(reason, path, why = "") {
    super(`${path} is ${reason} ${why}`);
    this.reason = reason;
  }
}

/**
 * Whether bytes are exactly those of the build. A page without https has no `crypto.subtle`; there only the
 * length is compared, which notices what broke off, and whoever could alter more could alter the page itself.
 * @param {ArrayBuffer} bytes @param {FileHash} file
 */
export async function isIntact(bytes, { raw, sha256 }) {
  if (bytes.byteLength !== raw) return false;
  if (!crypto.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
}

/**
 * The bytes of a file. `cached` settles when they are in the cache, too, and rejects where that cannot be; there is
 * none if they came from there.
 * @param {string} path @param {FileHash} file @param {FetchOptions} options
 * @returns {Promise<{ bytes: ArrayBuffer, cached: Promise<void> | undefined }>} @throws {AssetError}
 */
export async function fetchVerified(path, file, { cache, copy, asked, read = readWhole }) {
  try {
    return await verify(copy ?? (await (asked ?? plainFetch(path))), !copy);
  } catch {
    await removeFromCache(path, cache);
    const answer = plainFetch(path, { cache: "reload" });
    return await verify(await answer.catch(() => Response.error()), true);
  }

  /** @param {Response} response @param {boolean} isNew */
  async function verify(response, isNew) {
    if (!response.ok) throw new AssetError("missing", path, response.status);
    const bytes = await read(response);
    if (!(await isIntact(bytes, file))) throw new AssetError("damaged", path);
    return { bytes, cached: isNew ? addToCache(path, bytes, response.headers, cache) : undefined };
  }
}

/** @param {Response} response */
const readWhole = (response) => response.arrayBuffer();
