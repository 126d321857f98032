/**
 * What stays on this device for later visits: verified files by their path, in a cache that the service worker
 * reads too. A device that keeps nothing (private windows, a full disk, plain http) fetches them again.
 */

/** The one cache of files that are told apart by their content. */
export const FILES = "harmony-files";

/** The cached copy of a file, if there is one. @param {string} path @param {string} cache */
export async function findCached(path, cache) {
  try {
    return await (await caches.open(cache)).match(path, { ignoreVary: true });
  } catch {
    return undefined;
  }
}

/**
 * Cache a file that was verified, with the headers it came with: a policy in them has to hold from here too.
 * Rejects where there is no room, or no cache at all.
 * @param {string} path @param {ArrayBuffer} bytes @param {Headers} headers @param {string} cache
 */
export async function addToCache(path, bytes, headers, cache) {
  const copy = new Response(bytes, { headers: unpacked(headers) });
  await (await caches.open(cache)).put(path, copy);
}

/** Drop the cached copy of a file. @param {string} path @param {string} cache */
export async function removeFromCache(path, cache) {
  try {
    await (await caches.open(cache)).delete(path, { ignoreVary: true });
  } catch {
    // nothing is cached here
  }
}

/** Headers for a body that is no longer packed as it travelled. @param {Headers} headers */
function unpacked(headers) {
  const own = new Headers(headers);
  own.delete("Content-Encoding");
  own.delete("Content-Length");
  return own;
}
