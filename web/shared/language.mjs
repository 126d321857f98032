/**
 * In which language a page shows: as its address says; else as was chosen on this device; else as the browser asks.
 * The first language's addresses say nothing (`/`, `/family/`), every other has a folder (`/es/family/`).
 */

import { recall, remember } from "./storage.mjs";

const CHOSEN = "harmony.language";

/** @typedef {{ lang: string, href: string }} LanguageLink this page in a language */

/**
 * The address of this page in the language it is wanted in, or null if it is in that already.
 * @param {LanguageLink[]} links to the page in every language
 * @param {{ shown: string, path: string, chosen: string | null, asked: readonly string[] }} where the page's language,
 * its address, the device's choice, and what the browser asks for, best first
 */
export function pageInLanguage(links, { shown, path, chosen, asked }) {
  const said =
    links.find(({ lang }) => lang === path.split("/")[1]) ?? links.find(({ lang }) => lang === chosen);
  const wanted = said ?? asked.map((tag) => links.find(({ lang }) => isRead(lang, tag))).find(Boolean);
  return wanted && wanted.lang !== shown ? wanted.href : null;
}

/**
 * Whether somebody who asks for one language reads another: it is the same in the same script, which a region or the
 * language alone implies (`es-MX` reads `es`, `zh-CN` reads `zh-Hans`, `zh-TW` does not).
 * @param {string} lang @param {string} tag
 */
function isRead(lang, tag) {
  const [one, other] = [lang, tag].map((each) => new Intl.Locale(each).maximize());
  return one?.language === other?.language && one?.script === other?.script;
}

/** The address of this page in the language it is wanted in, with its query; null if it is in that already. */
export function preferredPage() {
  const href = pageInLanguage(languageLinks(), {
    shown: document.documentElement.lang,
    path: location.pathname,
    chosen: recall(CHOSEN),
    asked: navigator.languages,
  });
  return href && href + location.search;
}

/** Remember what was chosen on this device. @param {string} language */
export const rememberLanguage = (language) => remember(CHOSEN, language);

/** A page of this site as it is called in this page's language: `/es/demo-app.html`. @param {string} link */
export function inThisLanguage(link) {
  const [, folder] = location.pathname.split("/");
  return folder === document.documentElement.lang && /^\/[\w-]+\.html/.test(link)
    ? `/${folder}${link}`
    : link;
}

/** What the page shows of a text in several languages: of its own, else the first. @param {import("./types").Names} texts */
export const inPageLanguage = (texts) =>
  texts[document.documentElement.lang] ?? Object.values(texts)[0] ?? "";

/** A page that holds nothing to lose: show it in the language it is wanted in, and remember what is chosen. */
export function followLanguage() {
  const page = preferredPage();
  if (page) location.replace(page + location.hash);
  for (const link of languageLinks()) link.addEventListener("click", () => rememberLanguage(link.lang));
}

const languageLinks = () =>
  /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("a[data-action=language]")]);
