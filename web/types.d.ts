/** Shapes that cross borders: what the build puts in, what the worker says, what the server answers. */

declare global {
  /** Put in by the build: where the runtime and the wheels are, and what each file must be. */
  const RUNTIME: {
    kind: "stock" | "slim" | "split";
    url: string;
    info: Record<string, string>;
    wheels: string[];
    sizes: Record<string, FileFacts>;
  };
  /** Put in by the build: the worker's address. */
  const WORKER_URL: string;
}

/** What a file must be: bytes unpacked, bytes as it travels, and the SHA-256 of the unpacked ones in hexadecimal. */
export interface FileFacts {
  raw: number;
  travels: number;
  sha256: string;
}

/** Why the program cannot go on: a file came altered twice, did not come, or anything else. */
export type Cause = "damaged" | "missing" | "broken";

/** A picture on its way to the worker, which takes it over and closes it. */
export type Frame = VideoFrame | ImageBitmap;

export type Hint = "look" | "closer" | "further" | "light" | "tilt" | "still" | "wrong" | "found";

/** What the worker tells the page: messages.schema.json, `toPage`. */
export type PageMessage =
  | { type: "progress"; done: number; total: number }
  | { type: "starting" }
  | { type: "seeing" }
  | { type: "ready"; by: "python" | "decoder" }
  | { type: "failed"; cause: Cause; reason: string }
  | { type: "looked"; hint: Hint; lit: number }
  | { type: "checking" }
  | Outcome;

/** How a badge's exchange ended. */
export type Outcome =
  | { type: "signed-in"; dashboard: Dashboard }
  | { type: "refused"; code: string; retryAfter: number | null }
  | { type: "unreachable" };

/** What the page tells the worker: messages.schema.json, `toWorker`, and the frame that goes with it. */
export type WorkerMessage =
  { type: "frame"; frame: Frame } | { type: "photo"; frame: Frame } | { type: "retry" } | { type: "forget" };

/** `harmony_browser.start.Endpoint`, seen from JavaScript. */
export interface Endpoint {
  prepare(): Promise<void>;
  frame(picture: object): Promise<void> | undefined;
  photo(picture: object): Promise<void> | undefined;
  forget(): void;
}

export interface App {
  id: string;
  names: { en: string; es: string };
  icon: string | null;
  background: string;
  category: string;
  link: string;
}

export interface Dashboard {
  person: { given_name: string; role: string; picture: string; colour: string };
  apps: App[];
}

export interface Portal {
  name: string;
  district: string;
  phone: string | null;
}
