/** There is nothing at this address: the page in the language it is wanted in, read aloud for who cannot read it. */

import { followLanguage } from "../shared/language.mjs";
import { canRead, onVoices } from "../shared/voice.mjs";
import { say } from "../student/sounds.mjs";
import { rememberedSchool } from "../student/visit.mjs";

followLanguage();

const school = rememberedSchool();
const place = document.querySelector("[data-school]");
if (school && place) place.textContent = school;

const ear = document.querySelector("[data-action=hear]");
const offerReading = () => ear?.toggleAttribute("hidden", !canRead());
ear?.addEventListener("click", () => say(words()));
onVoices(offerReading);
offerReading();

const words = () =>
  [...document.querySelectorAll("h1, .lead")].map(({ textContent }) => textContent?.trim()).join(". ");
