/** Help with a forgotten password is a plain page: it only shows in the language it is wanted in. */

import { followLanguage } from "../../shared/language.mjs";

followLanguage();
