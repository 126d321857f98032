/** Shapes between the console's page and its Python. */

import type { FileFacts } from "../../offline/types";

declare global {
  /** Put in by the build: the addresses of PyScript and of the runtime that it starts. */
  const CONSOLE: {
    core: string;
    interpreter: string;
    /** The console's own Python, as one archive. */
    python: string;
    /** What of the library only micropip needs. */
    later: string;
    /** What micropip installs once the console works, by name. */
    wheels: Record<string, string>;
    sizes: Record<string, FileFacts>;
  };
  /** How Python finds the page: `harmony_console.edge` alone reads it. */
  var harmonyConsole: object | undefined;
}

export type PythonState = "idle" | "loading" | "starting" | "ready" | "failed";

/** Whoever shows a view. */
export interface ShownBy {
  /** The answer of `GET /api/v1/staff/me`. */
  me: object;
  /** Of the address. */
  query: URLSearchParams;
  /** Changes the address, and shows. */
  go(view: string, query: Record<string, string>): void;
  /** Asks the server, by a path below `/api/v1/`: a session that ended and the like is mended in there. */
  ask(method: string, path: string, body?: object): Promise<import("../../shared/api.mjs").Answer>;
  /** Has the second step done anew; whether it was. */
  secondStep(): Promise<boolean>;
  /** Says something politely to whoever hears the page. */
  say(text: string): void;
}

/** Python that has started. */
export interface Console {
  show(view: string, root: HTMLElement, by: ShownBy): Promise<void>;
  leave(): void;
}

/** What Python registers. Everything crosses as JSON text. */
export interface Handlers {
  show(view: string, query: string): Promise<void>;
  event(name: string, event: string): Promise<void>;
  leave(): void;
}

/** What a template is filled with. */
export type Data = { [key: string]: Value };
export type Value = string | number | boolean | null | Data | Data[];
