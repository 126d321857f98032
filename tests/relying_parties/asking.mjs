/**
 * How a test's relying party speaks with the test: it asks for a browser to be sent somewhere, by a line on standard
 * output, and reads the address that the browser came back to from standard input.
 */

import { createInterface } from "node:readline";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

/** What the test says about the portal and this app. */
export const told = JSON.parse(process.argv[2] ?? "{}");

/** Send a browser to an address; the address that it comes back to. @param {URL | string} go @returns {Promise<URL>} */
export async function browse(go) {
  console.log(JSON.stringify({ go: String(go) }));
  const { value } = await lines.next();
  return new URL(value);
}

/** Say what came of it all. @param {object} result */
export function done(result) {
  console.log(JSON.stringify({ done: result }));
  process.exit(0);
}
