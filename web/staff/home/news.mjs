/** What is new since yesterday, as rows of a list. */

import { made } from "../shell/bind.mjs";
import { nameOf } from "../shell/people.mjs";
import { address } from "../shell/routes.mjs";
import { when } from "../shell/when.mjs";
import { capital, counted, language, list, word } from "../shell/words.mjs";

/** @typedef {{ id: string, given_name: string, family_name: string }} Child */
/**
 * @typedef {object} News
 * @property {{ at: string } | null} [roster] the last one that came
 * @property {(Child & { at?: string })[]} [students] who are new in one's classes
 * @property {{ at: string, by: string | null, student: Child }[]} [voids] by others
 */

const said = (/** @type {string} */ iso) => capital(when(iso, { language: language(), word }));

/** @param {News} news */
export const newsItems = ({ students = [], voids = [], roster = null }) => [
  ...(students.length ? [newStudents(students)] : []),
  ...voids.map(voided),
  ...(roster ? [made("news-roster", { head: word("news_roster"), when: said(roster.at) })] : []),
];

/** @param {Child[]} students */
const newStudents = (students) =>
  made("news-students", {
    head: counted("news_students", students.length),
    when: list(students.map(nameOf)),
  });

/** @param {{ at: string, by: string | null, student: Child }} entry */
const voided = ({ at, by, student }) =>
  made("news-void", {
    head: word("news_void", { by: by ?? word("someone"), name: nameOf(student) }),
    when: said(at),
    link: { href: address("student", { id: student.id }), text: nameOf(student) },
  });
