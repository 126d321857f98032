/** Who leaves has left: at once on this device, in all its tabs, and on the server as soon as it can be told. */

import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";

/** @typedef {typeof import("./session.mjs")} Session */

const KEY = "harmony.signed-in";
let tabs = 0;

/** A device with its storage and its one cookie, and the school's server behind a network that can go away. */
class Device {
  hasNetwork = true;
  hasStorage = true;
  /** What is asked of the server, and when it has answered. @type {string[]} */
  log = [];
  /** @type {Record<string, string>} */
  stored = {};
  /** @type {Record<string, ((event?: unknown) => void)[]>} */
  #listeners = {};

  constructor() {
    const storage = {
      getItem: (/** @type {string} */ key) => this.#storage()[key] ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => (this.#storage()[key] = value),
      removeItem: (/** @type {string} */ key) => delete this.#storage()[key],
    };
    Object.assign(globalThis, {
      localStorage: storage,
      fetch: (/** @type {string} */ _, /** @type {RequestInit} */ options) => this.#answer(options),
      addEventListener: (/** @type {string} */ kind, /** @type {() => void} */ hears) =>
        (this.#listeners[kind] ??= []).push(hears),
    });
    Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
  }

  /** The page in a new tab, or loaded anew. @returns {Promise<Session>} */
  load() {
    return import(`./session.mjs?${tabs++}`);
  }

  /** The browser tells its pages. @param {"online" | "storage"} kind */
  tell(kind) {
    for (const hears of this.#listeners[kind] ?? []) hears();
  }

  #storage() {
    if (!this.hasStorage) throw new Error("blocked");
    return this.stored;
  }

  /** @param {RequestInit} options */
  async #answer({ method = "GET", body }) {
    this.log.push(method);
    await aStep();
    if (!this.hasNetwork) throw new TypeError("Failed to fetch");
    this.log.push(`${method} answered`);
    if (method === "DELETE") return new Response(null, { status: 204 });
    const isKnown = String(body).includes("known");
    return new Response(isKnown ? "{}" : '{"code":"badge_unknown"}', { status: isKnown ? 201 : 401 });
  }
}

const stays = () => new AbortController().signal;
const badge = (known = true) => ({ badge: known ? "known" : "other" });
/** @returns {Promise<void>} */
const aStep = () => new Promise((resolve) => setImmediate(resolve));
/** Until all that was begun has come to its end. */
const settled = async () => {
  for (let i = 0; i < 10; i++) await aStep();
};

afterEach(() => mock.timers.reset());

test("Who signs in is in, until they leave and the server says so.", async () => {
  const device = new Device();
  const session = await device.load();
  assert.equal((await session.begin(badge(), stays())).kind, "ok");
  assert.ok(!session.isIn(), "they may be asked first whether it is they");
  assert.ok(session.enter());
  assert.ok(session.isIn());
  const left = session.leave();
  assert.ok(!session.isIn());
  await left;
  assert.deepEqual(device.stored, {});
  assert.deepEqual(device.log, ["POST", "POST answered", "DELETE", "DELETE answered"]);
});

test("T-38: Without a network whoever leaves has left all the same, also for the page loaded anew.", async () => {
  const device = new Device();
  mock.timers.enable({ apis: ["setTimeout"] });
  const before = await device.load();
  await before.begin(badge(), stays());
  before.enter();
  device.hasNetwork = false;
  await before.leave();
  const session = await device.load();
  assert.ok(!session.isIn());
  device.log.length = 0;
  await session.watch(() => {});
  assert.deepEqual(device.log, ["DELETE"]);
  assert.ok(!session.isIn());
});

for (const way of /** @type {const} */ (["online", "a while", "load"]))
  test(`T-38: The server is told as soon as it can be: ${way}.`, async () => {
    const device = new Device();
    mock.timers.enable({ apis: ["setTimeout"] });
    const session = await device.load();
    await session.watch(() => {});
    await session.begin(badge(), stays());
    device.hasNetwork = false;
    await session.leave();
    device.hasNetwork = true;
    if (way === "online") device.tell("online");
    else if (way === "a while") mock.timers.tick(30_000);
    else await (await device.load()).watch(() => {});
    await settled();
    assert.equal(device.log.at(-1), "DELETE answered");
    assert.deepEqual(device.stored, {});
  });

test("T-38: The next sign-in ends what was left, which is then not ended once more.", async () => {
  const device = new Device();
  mock.timers.enable({ apis: ["setTimeout"] });
  const session = await device.load();
  await session.begin(badge(), stays());
  device.hasNetwork = false;
  await session.leave();
  device.hasNetwork = true;
  await session.begin(badge(false), stays());
  assert.equal(device.stored[KEY], "out", "a badge that does not open ends nothing");
  await session.begin(badge(), stays());
  assert.ok(session.enter());
  device.log.length = 0;
  mock.timers.tick(60_000);
  device.tell("online");
  await settled();
  assert.deepEqual(device.log, []);
});

test("A sign-in waits until an ending under way is answered: its answer takes the cookie away.", async () => {
  const device = new Device();
  const session = await device.load();
  session.leave();
  await session.begin(badge(), stays());
  assert.deepEqual(device.log, ["DELETE", "DELETE answered", "POST", "POST answered"]);
});

test("The same over all tabs, where the browser has locks; where it gives none, in this one.", async () => {
  const device = new Device();
  let held = Promise.resolve();
  const locks = {
    request: (/** @type {string} */ name, /** @type {() => Promise<any>} */ work) => {
      assert.equal(name, KEY);
      return (held = held.then(work));
    },
  };
  Object.assign(navigator, { locks });
  const [one, other] = [await device.load(), await device.load()];
  one.leave();
  await other.begin(badge(), stays());
  assert.deepEqual(device.log, ["DELETE", "DELETE answered", "POST", "POST answered"]);
  Object.assign(locks, { request: () => Promise.reject(new Error("blocked")) });
  await other.leave();
  assert.deepEqual(device.stored, {});
});

test("T-38: Other tabs hear of it, and only when somebody has left.", async () => {
  const device = new Device();
  const [here, there] = [await device.load(), await device.load()];
  let heard = 0;
  await there.watch(() => heard++);
  await here.begin(badge(), stays());
  here.enter();
  device.tell("storage");
  assert.equal(heard, 0);
  here.leave();
  device.tell("storage");
  assert.equal(heard, 1);
  await settled();
});

test("Where nothing can be stored, the page itself remembers who has left.", async () => {
  const device = new Device();
  device.hasStorage = false;
  const session = await device.load();
  await session.begin(badge(), stays());
  assert.ok(session.enter() && session.isIn());
  await session.leave();
  assert.ok(!session.isIn());
  assert.equal(device.log.at(-1), "DELETE answered");
});

test("T-31: Who goes while the answer is on its way opens nothing; what it may have begun is ended.", async () => {
  const device = new Device();
  const session = await device.load();
  const leaving = new AbortController();
  const begun = session.begin(badge(), leaving.signal);
  setImmediate(() => leaving.abort());
  assert.equal((await begun).kind, "unreachable");
  assert.deepEqual(device.log, ["POST", "POST answered", "DELETE", "DELETE answered"]);
  assert.ok(!session.isIn());
});

test("T-31: Who goes while the one before is still being signed out is not even asked for.", async () => {
  const device = new Device();
  const session = await device.load();
  const leaving = new AbortController();
  session.leave();
  const begun = session.begin(badge(), leaving.signal);
  leaving.abort();
  assert.equal((await begun).kind, "unreachable");
  assert.deepEqual(device.log, ["DELETE", "DELETE answered"]);
});

test("T-81: A question that nobody answered ends with the page: the one that is loaded next ends the session.", async () => {
  const device = new Device();
  const asking = await device.load();
  await asking.begin(badge(), stays());
  const next = await device.load();
  await next.watch(() => {});
  assert.equal(device.log.at(-1), "DELETE answered");
  assert.ok(!asking.enter() && !asking.isIn(), "a yes that comes too late opens nothing");
});
