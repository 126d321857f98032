/** The page that tries the camera: the check itself, and the devices below it. */

import { followLanguage } from "../../shared/language.mjs";
import { showDevices } from "./devices.mjs";
import { Doctor } from "./doctor.mjs";

const START = "#start";

followLanguage();
showDevices();
const doctor = new Doctor();
if (location.hash === START) {
  history.replaceState(null, "", location.pathname + location.search);
  doctor.start();
}
