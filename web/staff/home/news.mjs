/** What is new since yesterday, as rows of a list. */

import { made } from "../shell/bind.mjs";
import { address } from "../shell/routes.mjs";
import { when } from "../shell/when.mjs";
import { capital, counted, language, list, word } from "../shell/words.mjs";

/** @typedef {{ id: string, name: string }} Person */
/** @typedef {{ at: string, by: Person | null, about: Person | null }} Entry */
/**
 * @typedef {object} News
 * @property {{ at: string | null }} roster the last one that came
 * @property {Person[]} students who are new in one's classes
 * @property {Entry[]} voids by others
 */

const said = (/** @type {string} */ iso) => capital(when(iso, { language: language(), word }));

/** @param {News} news */
export const newsItems = ({ students, voids, roster }) => [
  ...(students.length ? [newStudents(students)] : []),
  ...voids.map(voided),
  ...(roster.at ? [made("news-roster", { head: word("news_roster"), when: said(roster.at) })] : []),
];

/** @param {Person[]} students */
const newStudents = (students) =>
  made("news-students", {
    head: counted("news_students", students.length),
    when: list(students.map(({ name }) => name)),
  });

/** @param {Entry} entry */
function voided({ at, by, about }) {
  const name = about?.name ?? word("someone");
  return made("news-void", {
    head: word("news_void", { by: by?.name ?? word("someone"), name }),
    when: said(at),
    link: about && { href: address("student", { id: about.id }), text: name },
  });
}
