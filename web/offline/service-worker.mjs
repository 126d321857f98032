/**
 * The service worker: the page opens without the network, in one version at a time.
 *
 * It answers for the exact files that the build lists, and for nothing else: no API, no well-known address, no
 * icon of an app ever passes through it. Pages, styles and scripts stand in a cache of their version, verified
 * as they come and again as they go out. The runtime's files stand in a cache by their path, filled by whoever
 * loads them (asset-loader.mjs), so that a version leaves untouched what the next one needs too.
 */

import { FILES, findCached, removeFromCache } from "./asset-cache.mjs";
import { fetchVerified, isIntact } from "./verified-fetch.mjs";

/** @typedef {import("./types").FileHash} FileHash */

const { version, pages, assets, late, programs, deferred, alternatives, folders } = SHELL;
const SHELLS = "harmony-shell-";
const CURRENT = SHELLS + version;
/** @type {Record<string, import("./types").InLanguage>} */
const shell = { ...pages, ...assets, ...late };
const program = { ...programs, ...deferred, ...alternatives };
const worker = /** @type {import("./types").ServiceWorkerScope} */ (/** @type {unknown} */ (self));

/**
 * What a page may ask for. These words are a contract between versions: a page of the one in use sends them to the
 * one that waits.
 * @type {Record<string, () => Promise<void>>}
 */
const ON_MESSAGE = {
  complete: async () => cacheAll(await inUse()),
  bring: prefetchRuntime,
  begin: activateIfAlone,
};

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(deleteUnused()));

worker.addEventListener("message", (event) => {
  event.waitUntil(ON_MESSAGE[event.data]?.());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  const path = pathOf(request.url);
  if (path in shell) event.respondWith(intactOrFetched(path, request, shell, CURRENT));
  else if (path in deferred) event.respondWith(intactOrFetched(path, request, deferred, FILES));
  else if (path in program || inFolder(path))
    event.respondWith(findCached(path, FILES).then((copy) => copy ?? fetch(request)));
});

/**
 * On a first visit only what the open page is made of: the runtime is on its way and the line may be slow. An
 * update comes whole, in the languages in use, because nobody waits for it. All or nothing: what cannot be cached
 * leaves no trace.
 */
async function install() {
  const isFirst = !(await caches.keys()).some((name) => name.startsWith(SHELLS));
  const open = (await openWindows()).map(({ url }) => pathOf(url));
  try {
    const wanted = await inUse();
    await cacheAll(wanted.filter((path) => !isFirst || path in assets || open.includes(path)));
  } catch (error) {
    await caches.delete(CURRENT);
    throw error;
  }
}

/** Our pages that are open, whether or not this worker controls them. */
const openWindows = () => worker.clients.matchAll({ type: "window", includeUncontrolled: true });

/** What everybody types: it is kept by all, and leads on to the language of the device. */
const DOOR = "/";

/** What this device needs of this version: of each page only the languages that are open, or were kept before. */
async function inUse() {
  const names = (await caches.keys()).filter((name) => name.startsWith(SHELLS));
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  const ofKept = kept.flat().filter(({ url }) => pathOf(url) !== DOOR);
  const used = [...(await openWindows()), ...ofKept].map(({ url }) => pages[pathOf(url)]?.language);
  const isUsed = (/** @type {[string, import("./types").InLanguage]} */ [path, { language }]) =>
    !language || path === DOOR || used.includes(language);
  return Object.entries(shell)
    .filter(isUsed)
    .map(([path]) => path);
}

/** Cache what is missing of these files of this version, as much of it as comes. @param {string[]} paths */
async function cacheAll(paths) {
  const ends = await Promise.allSettled(paths.map((path) => cacheMissing(path, shell, CURRENT)));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

/** Cache this version's runtime ahead of its first use, on a device that has an older one. */
async function prefetchRuntime() {
  const there = await (await caches.open(FILES)).keys();
  if (there.length === 0) return;
  for (const path in programs) await cacheMissing(path, programs, FILES);
}

/**
 * A host in the middle of a new deployment, or a network that answers everything with its own page, ends in a
 * rejection.
 * @param {string} path @param {Record<string, FileHash>} files @param {string} cache
 */
async function cacheMissing(path, files, cache) {
  if (await findCached(path, cache)) return;
  const { cached } = await fetchVerified(path, /** @type {FileHash} */ (files[path]), { cache });
  await cached;
}

/**
 * A file as long as it is still what was cached; else from the network. The runtime's files are verified by who
 * loads them, but for those that may be called for in the midst of Python.
 * @param {string} path @param {Request} request @param {Record<string, FileHash>} files @param {string} cache
 */
async function intactOrFetched(path, request, files, cache) {
  const copy = await findCached(path, cache);
  const file = /** @type {FileHash} */ (files[path]);
  if (copy && (await isIntact(await copy.clone().arrayBuffer(), file))) return copy;
  if (copy) await removeFromCache(path, cache);
  return fetch(request);
}

/** A visit begins while this version waits: take over if that page is the only one, for it then starts anew. */
async function activateIfAlone() {
  if ((await openWindows()).length === 1) await worker.skipWaiting();
}

/** No page uses another version any more: delete all that this one does not need. */
async function deleteUnused() {
  for (const name of await caches.keys()) {
    if (name.startsWith(SHELLS) && name !== CURRENT) await caches.delete(name);
  }
  const cache = await caches.open(FILES);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (!(pathname in program || inFolder(pathname))) await cache.delete(request);
  }
}

/** An address as the lists have it. @param {string} url */
function pathOf(url) {
  return new URL(url).pathname.replace(/\/index\.html$/, "/");
}

/** Whether a file is one of those that only some pages fetch. @param {string} path */
function inFolder(path) {
  return folders.some((folder) => path.startsWith(folder));
}
