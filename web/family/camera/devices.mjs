/** Which kind of device somebody holds, as far as its browser tells, and where that turns its camera on. */

/** In this order: an iPhone's browser names a Mac too. @type {[string, RegExp][]} */
const SIGNS = [
  ["ipad", /iPad/],
  ["iphone", /iPhone/],
  ["android", /Android/],
  ["chromebook", /CrOS/],
  ["windows", /Windows/],
  ["mac", /Macintosh/],
];

/**
 * The name of the device, or null if it is none of those.
 * @param {Pick<Navigator, "userAgent" | "maxTouchPoints">} browser
 */
export function deviceOf({ userAgent, maxTouchPoints }) {
  const [name = null] = SIGNS.find(([, sign]) => sign.test(userAgent)) ?? [];
  return name === "mac" && maxTouchPoints > 1 ? "ipad" : name; // since iPadOS 13 an iPad says that it is a Mac
}

/** @param {string | null} name */
const section = (name) =>
  name
    ? /** @type {HTMLDetailsElement | null} */ (document.querySelector(`[data-device="${CSS.escape(name)}"]`))
    : null;

/** Open the device that the address asks for, else the one held, which is marked; any other is a tap away. */
export function showDevices() {
  const held = deviceOf(navigator);
  section(held)?.querySelector("[data-slot=yours]")?.removeAttribute("hidden");
  const wanted = section(location.hash.slice(1));
  const shown = wanted ?? section(held);
  if (shown) shown.open = true;
  if (!wanted) return;
  wanted.querySelector("summary")?.focus();
  wanted.scrollIntoView();
}

/** The picture of where this device's browser turns its camera on. */
export function pictureOfBrowser() {
  const open = section(deviceOf(navigator)) ?? section("windows");
  return open?.querySelector("use")?.getAttribute("href") ?? "";
}
