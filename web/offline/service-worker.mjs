/**
 * The service worker: the page opens without the network, in one version at a time.
 *
 * It answers for the exact files that the build lists, and for nothing else: no API, no well-known address, no
 * icon of an app ever passes through it. Pages, styles and scripts stand in a cache of their version, checked
 * as they come and again as they go out. The runtime's files stand in a cache by their path, filled by whoever
 * brings them (delivery.mjs), so that a version leaves untouched what the next one needs too.
 */

import { FILES, forget, isWhole, keep, kept } from "./asset-cache.mjs";

/** @typedef {import("../shared/types").KeptFacts} Facts */

const { version, pages, assets, programs, deferred, alternatives } = SHELL;
const CURRENT = `harmony-shell-${version}`;
const shell = { ...pages, ...assets };
const program = { ...programs, ...deferred, ...alternatives };
const worker = /** @type {import("../shared/types").ServiceWorkerScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(giveBack()));

worker.addEventListener("message", (event) => {
  if (event.data === "complete") event.waitUntil(complete(shell));
  else if (event.data === "bring") event.waitUntil(bringAhead());
  else if (event.data === "begin") event.waitUntil(takeOver());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const path = pathname.replace(/\/index\.html$/, "/");
  if (path in shell) event.respondWith(checked(path, request, shell, CURRENT));
  else if (path in deferred) event.respondWith(checked(path, request, deferred, FILES));
  else if (path in program) event.respondWith(kept(path).then((copy) => copy ?? fetch(request)));
});

/**
 * On a first visit only what the open page is made of: the runtime is on its way and the line may be slow. An
 * update comes whole, because nobody waits for it. All or nothing: what cannot be kept leaves no trace.
 */
async function install() {
  const isFirst = !(await caches.keys()).some((name) => name.startsWith("harmony-shell-"));
  try {
    await complete(isFirst ? { ...assets, ...(await openPages()) } : shell);
  } catch (error) {
    await caches.delete(CURRENT);
    throw error;
  }
}

/** Those of our pages that somebody has open. @returns {Promise<Record<string, Facts>>} */
async function openPages() {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.map(({ url }) => new URL(url).pathname);
  return Object.fromEntries(Object.entries(pages).filter(([path]) => open.includes(path)));
}

/** Bring what is missing of these files of this version, as much of it as comes. @param {Record<string, Facts>} wanted */
async function complete(wanted) {
  const ends = await Promise.allSettled(
    Object.entries(wanted).map(async ([path, facts]) => {
      if (!(await kept(path, CURRENT))) await bring(path, facts, CURRENT);
    }),
  );
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

/**
 * Fetch a file that must be exactly the built one, past the caches if need be, and keep it. A host in the
 * middle of a new deployment, or a network that answers everything with its own page, ends in a rejection.
 * @param {string} path @param {Facts} facts @param {string} cache
 */
async function bring(path, facts, cache) {
  for (const mode of /** @type {RequestCache[]} */ (["default", "reload"])) {
    const response = await fetch(path, { cache: mode });
    const bytes = await response.arrayBuffer();
    if (response.ok && (await isWhole(bytes, facts))) return keep(path, bytes, response.headers, cache);
  }
  throw new Error(`${path} is not the file that was built`);
}

/** Bring this version's runtime ahead of its first use, on a device that has an older one. */
async function bringAhead() {
  const there = await (await caches.open(FILES)).keys();
  if (there.length === 0) return;
  for (const [path, facts] of Object.entries(programs)) {
    if (!(await kept(path))) await bring(path, facts, FILES);
  }
}

/**
 * A file as long as it is still what was kept; else from the network. The runtime's files are checked by who
 * brings them, but for those that may be called for in the midst of Python.
 * @param {string} path @param {Request} request @param {Record<string, Facts>} files @param {string} cache
 */
async function checked(path, request, files, cache) {
  const copy = await kept(path, cache);
  const facts = /** @type {Facts} */ (files[path]);
  if (copy && (await isWhole(await copy.clone().arrayBuffer(), facts))) return copy;
  if (copy) await forget(path, cache);
  return fetch(request);
}

/** A visit begins while this version waits: take over if that page is the only one, for it then starts anew. */
async function takeOver() {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (windows.length === 1) await worker.skipWaiting();
}

/** No page uses another version any more: drop all that this one does not need. */
async function giveBack() {
  for (const name of await caches.keys()) {
    if (name.startsWith("harmony-shell-") && name !== CURRENT) await caches.delete(name);
  }
  const cache = await caches.open(FILES);
  for (const request of await cache.keys()) {
    if (!(new URL(request.url).pathname in program)) await cache.delete(request);
  }
}
