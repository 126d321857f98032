/** As much of Node as the tests beside the scripts use; the checker knows pages and workers alone. */

declare module "node:test" {
  /** A test that fails when `run` throws or rejects; its name says in a sentence what it shows. */
  export function test(name: string, run: () => void | Promise<void>): void;
  export function beforeEach(run: () => void): void;
  export function afterEach(run: () => void): void;
  /** Time that passes when a test says so. */
  export const mock: {
    timers: { enable(which: { apis: string[] }): void; tick(milliseconds: number): void; reset(): void };
  };
}

declare module "node:assert/strict" {
  const assert: {
    equal(actual: unknown, expected: unknown, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
    ok(value: unknown, message?: string): asserts value;
    rejects(work: Promise<unknown>, expected: object): Promise<void>;
  };
  export default assert;
}

declare module "node:fs" {
  export function readFileSync(file: URL, encoding: "utf-8"): string;
}

/** Calls back when all that is under way has gone as far as it can without time passing. */
declare function setImmediate(callback: () => void): void;
