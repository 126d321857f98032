/**
 * A voice of the device that speaks the page's language. Left to itself a browser that has none reads with another
 * language's, which nobody understands, and none has a voice for `zh-Hans`: voices are named by region.
 */

const language = () => document.documentElement.lang;

/** Regions where what a language with several scripts is written in is read aloud, the best first. */
const REGIONS = /** @type {Record<string, string[]>} */ ({ "zh-Hans": ["zh-CN", "zh-SG"] });

/**
 * The voice to read a language with, and null where none of the device's does: one that somebody's own wishes name
 * first, then one that needs no network.
 * @template {{ lang: string, localService: boolean }} Voice
 * @param {Voice[]} voices
 * @param {string} wanted
 * @param {readonly string[]} wishes
 */
export function voiceFor(voices, wanted, wishes) {
  const first = (/** @type {string} */ tag) => tag.split(/[-_]/, 1)[0]?.toLowerCase();
  const best = [...wishes, ...(REGIONS[wanted] ?? []), wanted].map((tag) => tag.toLowerCase());
  const rank = (/** @type {Voice} */ { lang, localService }) => {
    const place = best.indexOf(lang.replace("_", "-").toLowerCase());
    return (place < 0 ? best.length : place) * 2 + (localService ? 0 : 1);
  };
  const able = voices.filter(({ lang }) => first(lang) === first(wanted));
  return able.toSorted((one, other) => rank(one) - rank(other))[0] ?? null;
}

/** Whether the page can be read aloud: a device that tells none of its voices may have one, and is believed. */
export function canRead() {
  if (!("speechSynthesis" in window)) return false;
  const voices = speechSynthesis.getVoices();
  return voices.length === 0 || ownVoice(voices) !== null;
}

/** Have it told when the device's voices become known: many come after the page. @param {() => void} tell */
export function onVoices(tell) {
  if ("speechSynthesis" in window) speechSynthesis.addEventListener?.("voiceschanged", tell);
}

/** Words in the voice that reads the page's language. @param {string} words */
export function spoken(words) {
  const speech = new SpeechSynthesisUtterance(words);
  const voice = ownVoice(speechSynthesis.getVoices());
  if (voice) speech.voice = voice;
  speech.lang = voice?.lang ?? language();
  return speech;
}

const ownVoice = (/** @type {SpeechSynthesisVoice[]} */ voices) =>
  voiceFor(voices, language(), navigator.languages);
