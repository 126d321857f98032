/**
 * A back-up code in the password's place: six digits that a teacher reads aloud. The form stays the same one; its second
 * field, and the words about it, change places with those of the code. It comes with the notices.
 */

import { find, findAll, screen } from "./view.mjs";

/** What the field is while it takes a code. */
const OF_CODE = {
  name: "backup_code",
  type: "text",
  inputmode: "numeric",
  autocomplete: "off",
  "data-testid": "backup-code-field",
};

/** Offer codes below the form, now that the words have come. */
export function offerCodes() {
  const section = screen("password");
  const link = find("[data-slot=backup-code]");
  find("[data-action=start]", section).after(find("a", link));
  link.remove();
  const form = new CodeForm(section);
  find("[data-action=backup-code]", section).addEventListener("click", (event) => {
    event.preventDefault();
    form.swap();
    find("#username-field").focus();
  });
  find("#password-field").addEventListener("input", () => form.keepDigits());
  new MutationObserver(() => form.isOn && !isShown() && form.swap()).observe(document.documentElement, {
    attributeFilter: ["data-screen"],
  });
}

const isShown = () => document.documentElement.dataset.screen === "password";

/** The form, with a password or with a code in it. */
class CodeForm {
  isOn = false;
  #section;
  #input;
  /** What the field is at other times. @type {Record<string, string>} */
  #before;

  /** @param {HTMLElement} section */
  constructor(section) {
    this.#section = section;
    this.#input = /** @type {HTMLInputElement} */ (find("#password-field", section));
    this.#before = Object.fromEntries(
      Object.keys(OF_CODE).map((name) => [name, this.#input.getAttribute(name) ?? ""]),
    );
  }

  /** A code in place of the password, or the password again; nothing typed into the one is left for the other. */
  swap() {
    this.isOn = !this.isOn;
    this.#input.value = "";
    const facets = this.isOn ? OF_CODE : this.#before;
    for (const [name, value] of Object.entries(facets)) this.#input.setAttribute(name, value);
    this.#swapWords();
    for (const selector of ["[data-action=show-password]", "[href$='forgot/']"])
      find(selector, this.#section).hidden = this.isOn;
  }

  /** A code is written down in threes, and sent without what stands between. */
  keepDigits() {
    const { value } = this.#input;
    const digits = value.replace(/\D/g, "").slice(0, 6);
    if (this.isOn && digits !== value) this.#input.value = digits;
  }

  #swapWords() {
    const template = /** @type {HTMLTemplateElement} */ (find("[data-template=backup-code]"));
    for (const entry of template.content.children) {
      const { dataset, textContent } = /** @type {HTMLElement} */ (entry);
      for (const place of findAll(dataset.for ?? "", this.#section)) {
        entry.textContent = place.textContent;
        place.textContent = textContent;
      }
    }
  }
}
