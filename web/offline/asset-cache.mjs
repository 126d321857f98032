/**
 * What stays on this device for later visits: checked files by their path, in a cache that the service worker
 * reads too. A device that keeps nothing (private windows, a full disk, plain http) fetches them again.
 */

/** The one cache of files that are told apart by their content. */
export const FILES = "harmony-files";

/** The kept copy of a file, if there is one. @param {string} path @param {string} [cache] */
export async function kept(path, cache = FILES) {
  try {
    return await (await caches.open(cache)).match(path, { ignoreVary: true });
  } catch {
    return undefined;
  }
}

/**
 * Keep a file that was checked, with the headers it came with: a policy in them has to hold from here too.
 * Rejects where there is no room, or no cache at all.
 * @param {string} path @param {ArrayBuffer} bytes @param {Headers} headers @param {string} [cache]
 */
export async function keep(path, bytes, headers, cache = FILES) {
  const copy = new Response(bytes, { headers: unpacked(headers) });
  await (await caches.open(cache)).put(path, copy);
}

/** Drop the kept copy of a file. @param {string} path @param {string} [cache] */
export async function forget(path, cache = FILES) {
  try {
    await (await caches.open(cache)).delete(path, { ignoreVary: true });
  } catch {
    // nothing is kept here
  }
}

/** Headers for a body that is no longer packed as it travelled. @param {Headers} headers */
function unpacked(headers) {
  const own = new Headers(headers);
  own.delete("Content-Encoding");
  own.delete("Content-Length");
  return own;
}

/**
 * Whether bytes are exactly those of the build. A page without https has no `crypto.subtle`; there only the
 * length is compared, which notices what broke off, and whoever could alter more could alter the page itself.
 * @param {ArrayBuffer} bytes @param {{ raw: number, sha256: string }} file
 */
export async function isWhole(bytes, { raw, sha256 }) {
  if (bytes.byteLength !== raw) return false;
  if (!globalThis.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
}
