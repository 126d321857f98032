/** Shapes of files that are kept on the device, and of the worker that keeps them. */

declare global {
  /** Put in by the build: all that the service worker may cache, by path. */
  const SHELL: {
    version: string;
    pages: Record<string, InLanguage>;
    /** Scripts, workers, styles and the icon. */
    assets: Record<string, FileHash>;
    /** What a page loads only once somebody signs in. */
    late: Record<string, InLanguage>;
    /** The runtime and the decoder, as far as Python needs them to begin. */
    programs: Record<string, FileHash>;
    /** What of them is fetched only once it is called for. */
    deferred: Record<string, FileHash>;
    /** What some browsers fetch in place of another file. */
    alternatives: Record<string, FileHash>;
    /** Where files lie that only some pages fetch: they stay once they were loaded. */
    folders: string[];
  };
}

/** What a file must be: its bytes unpacked (raw), and their SHA-256 in hexadecimal. */
export interface FileHash {
  raw: number;
  sha256: string;
}

/** The same; only readers of its language, if it has one, need it. */
export interface InLanguage extends FileHash {
  language?: string;
}

/** The same, and its bytes as transferred. */
export interface FileFacts extends FileHash {
  size: number;
}

/** What a service worker is, as far as ours uses it (the checker knows pages and workers alone). */
export interface ServiceWorkerScope {
  addEventListener(type: "install" | "activate", listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: "message", listener: (event: ExtendableEvent & MessageEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
  clients: { matchAll(options: object): Promise<{ url: string }[]> };
  skipWaiting(): Promise<void>;
}
export interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown> | undefined): void;
}
export interface FetchEvent extends ExtendableEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
