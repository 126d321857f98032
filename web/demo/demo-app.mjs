/** A demo app: it shows nothing but ways back. */

import { followLanguage } from "../shared/language.mjs";
import { leadBack } from "./leading-back.mjs";

followLanguage();
leadBack();
