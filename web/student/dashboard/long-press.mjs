/** A long press, by finger, pen or mouse; the browser's own menu for it and the click after it do not come. */

const LONG_MS = 500;
/** Whoever moves further than this, in CSS pixels, scrolls. */
const STILL_PX = 12;

/** @param {HTMLElement} within @param {string} selector what can be pressed @param {(pressed: Element) => void} act */
export function onLongPress(within, selector, act) {
  let timer = 0;
  let isLong = false;
  let isTouch = false;
  let from = { clientX: 0, clientY: 0 };
  const letGo = () => clearTimeout(timer);

  within.addEventListener("pointerdown", (event) => {
    letGo();
    isLong = false;
    isTouch = event.pointerType !== "mouse";
    from = event;
    const pressed = /** @type {Element} */ (event.target).closest(selector);
    if (pressed && event.isPrimary && event.button === 0)
      timer = setTimeout(() => {
        isLong = true;
        act(pressed);
      }, LONG_MS);
  });
  within.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (Math.hypot(clientX - from.clientX, clientY - from.clientY) > STILL_PX) letGo();
  });
  for (const end of ["pointerup", "pointercancel"]) within.addEventListener(end, letGo);
  within.addEventListener("contextmenu", (event) => {
    if (isTouch && /** @type {Element} */ (event.target).closest(selector)) event.preventDefault();
  });
  within.addEventListener(
    "click",
    (event) => {
      if (!isLong || event.detail === 0) return; // no click of a key
      isLong = false;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}
