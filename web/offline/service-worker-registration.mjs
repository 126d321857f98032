/**
 * The page's half of the service worker: it is registered, told when the line is free, and a new version is
 * activated only as a visit begins. A browser without service workers, or one that blocks them, loses nothing but
 * opening without the network.
 */

import { savesData } from "../shared/network.mjs";

const SCRIPT = "/service-worker.js";
const ASK_TIMES = 50;
const ASK_EACH_MS = 100;

/** @type {Promise<ServiceWorkerRegistration | undefined> | undefined} */
let registered;

/** Register the service worker, once: when nothing that somebody waits for is on its way. */
export function register() {
  registered ??= registerNow();
  return registered;
}

async function registerNow() {
  try {
    const { serviceWorker } = navigator;
    if (serviceWorker.controller) return await serviceWorker.getRegistration(); // which the visit itself renews
    return await serviceWorker.register(SCRIPT, { updateViaCache: "none" });
  } catch {
    return undefined; // not over plain http, not in some private windows, not where it is blocked
  }
}

/**
 * A visit begins: a version that has been waiting is activated now if no other page is open, and the page starts
 * anew in it, before anybody has done anything here. The page before this one may still be closing, so the
 * waiting version is asked for five seconds, or until the first touch.
 */
export async function activateWaitingVersion() {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  const { waiting } = registration ?? {};
  if (!waiting) return;
  let asking = ASK_TIMES;
  for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => (asking = 0), { once: true });
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  while (asking-- > 0) {
    waiting.postMessage("begin");
    await new Promise((resolve) => setTimeout(resolve, ASK_EACH_MS));
  }
}

let isComplete = false;

/**
 * The page has all it needs and the line is free: complete what is cached, and prefetch the runtime of a version
 * that waits, so that its first visit is as quick as any. Once a page.
 */
export async function completeCache() {
  if (isComplete) return;
  isComplete = true;
  const registration = await register();
  if (!registration) return;
  await navigator.serviceWorker.ready;
  registration.active?.postMessage("complete");
  if (savesData()) return;
  prefetchFor(registration.waiting ?? registration.installing);
  registration.addEventListener("updatefound", () => prefetchFor(registration.installing));
}

/** @param {ServiceWorker | null} version one that is not in use yet */
function prefetchFor(version) {
  if (version?.state === "installed") version.postMessage("bring");
  else version?.addEventListener("statechange", () => prefetchFor(version), { once: true });
}
