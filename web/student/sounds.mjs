/**
 * Three arcs, three notes: a small bell made by WebAudio, no files. Sound is never the only cue, and a school may have
 * none of it.
 */

import { canRead, onVoices, spoken } from "../shared/voice.mjs";

const C = 523.25;
const E = 659.25;
const G = 783.99;
/** Semitones above C4 of the fifteen blocks: a pentatonic scale, so that any order sounds right. */
const BLOCKS = [0, 2, 4, 7, 9, 12, 14, 16, 19, 21, 24, 26, 28, 31, 33];

/** @type {AudioContext | null} */
let context = null;

let silent = false;

/** Make no sound from now on and read nothing aloud, or do so again, where the device can: `data-mute` says so. */
export function silence(/** @type {boolean} */ wanted) {
  silent = wanted;
  tellMute();
}

const tellMute = () => document.documentElement.toggleAttribute("data-mute", silent || !canRead());
onVoices(tellMute);

/** Call it inside a tap: browsers let a page sound only then. */
export function unlock() {
  context ??= "AudioContext" in window ? new AudioContext() : null;
  context?.resume().catch(() => {});
}

/** A soft bell: the tone, and a sine an octave above it. Hertz, seconds from now, seconds, peak gain. */
function note(
  /** @type {number} */ pitch,
  from = 0,
  length = 0.5,
  gain = 0.16,
  /** @type {OscillatorType} */ type = "triangle",
) {
  if (silent || context?.state !== "running") return;
  const start = context.currentTime + 0.02 + from;
  const volume = context.createGain();
  const filter = context.createBiquadFilter();
  filter.type = "lowpass";
  filter.frequency.value = Math.min(6 * pitch, 4200);
  volume.gain.setValueAtTime(0.0001, start);
  volume.gain.linearRampToValueAtTime(gain, start + 0.006);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + length);
  filter.connect(volume).connect(context.destination);
  tone(pitch, 1, type);
  tone(pitch * 2, 0.25, "sine");

  function tone(
    /** @type {number} */ frequency,
    /** @type {number} */ share,
    /** @type {OscillatorType} */ shape,
  ) {
    const audio = /** @type {AudioContext} */ (context);
    const oscillator = audio.createOscillator();
    const level = audio.createGain();
    oscillator.type = shape;
    oscillator.frequency.value = frequency;
    level.gain.value = share;
    oscillator.connect(level).connect(filter);
    oscillator.start(start);
    oscillator.stop(start + length + 0.05);
  }
}

let block = 0;

/** While something wrong is held up it sounds at most so often. */
const WRONG_AGAIN_MS = 4000;
let saidWrong = 0;

export const sounds = {
  seen: () => note(C, 0, 0.35, 0.08),
  near: () => note(E, 0, 0.35, 0.1),
  found: () => note(G, 0, 0.45, 0.14),
  success() {
    for (const [i, pitch] of [C, E, G].entries()) note(pitch, i * 0.12, 0.7, 0.13);
    for (const pitch of [C, E, G, 2 * C]) note(pitch, 0.44, 1.1, 0.08);
  },
  wrong() {
    note(246.94, 0, 0.28, 0.12, "sine");
    note(220, 0.2, 0.42, 0.12, "sine");
  },
  /** The soft "not this one" of a scan. */
  notThis() {
    if (Date.now() - saidWrong <= WRONG_AGAIN_MS) return;
    saidWrong = Date.now();
    sounds.wrong();
  },
  tap: () => note(1046.5, 0, 0.06, 0.05, "sine"),
  block: () => note(261.63 * 2 ** ((BLOCKS[block++ % BLOCKS.length] ?? 0) / 12), 0, 0.8, 0.12),
};

/** Read words aloud in the page's language; nothing asks for it where `data-mute` is set. @param {string} words */
export function say(words) {
  speechSynthesis.cancel();
  speechSynthesis.speak(spoken(words));
}
