/** Shapes that cross borders: what the build puts in, what the worker says, what the server answers. */

declare global {
  /** Put in by the build: where the runtime and the wheels are, and what each file must be. */
  const RUNTIME: {
    kind: "stock" | "slim" | "split";
    url: string;
    info: Record<string, string>;
    wheels: string[];
    sizes: Record<string, FileFacts>;
    /** The half of a split runtime that waits until it is called, or until the device is idle. */
    cold: Record<string, FileFacts>;
  };
  /** Put in by the build: where the decoder is, and its build for engines without SIMD. */
  const DECODER: DecoderFile & { plain: DecoderFile };
  /** Put in by the build: the addresses of the two workers. */
  const DECODER_WORKER_URL: string;
  const PYTHON_WORKER_URL: string;
  /** Put in by the build: all that the service worker may keep, by path. */
  const SHELL: {
    version: string;
    pages: Record<string, KeptFacts>;
    /** Scripts, workers, styles and the icon. */
    assets: Record<string, KeptFacts>;
    /** The runtime and the decoder, as far as Python needs them to begin. */
    programs: Record<string, KeptFacts>;
    /** What of them is fetched only once it is called for. */
    deferred: Record<string, KeptFacts>;
    /** What some browsers fetch in place of another file. */
    alternatives: Record<string, KeptFacts>;
  };
}

/** What a file must be: bytes unpacked (raw) and their SHA-256 in hexadecimal; and its bytes as transferred. */
export interface FileFacts extends KeptFacts {
  size: number;
}
export interface KeptFacts {
  raw: number;
  sha256: string;
}

/** Why the program cannot go on: a file came altered twice, did not come, or anything else. */
export type Cause = "damaged" | "missing" | "broken";

/** A picture on its way to the worker, which takes it over and closes it. */
export type Frame = VideoFrame | ImageBitmap;

/** A build of the decoder: its address, its size as sent and unpacked, and its hash. */
interface DecoderFile extends FileFacts {
  url: string;
}

/** What decoder.wasm exports: addresses and sizes are numbers; decoder/recipe.toml names them all. */
export interface DecoderExports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  malloc(size: number): number;
  free(address: number): void;
  heap_in_use(): number;
  accumulator_new(): number;
  accumulator_reset(accumulator: number): void;
  accumulator_add(
    accumulator: number,
    plane: number,
    width: number,
    height: number,
    located: number,
    corners: number,
  ): number;
  accumulator_side(): number;
  accumulator_draw(accumulator: number, together: number, target: number): void;
  pixels_luma(rgba: number, luma: number, count: number): void;
  pixels_preprocess(
    ...planeRegionTargetFilter: [
      ...plane: PlaneRegion,
      target: number,
      width: number,
      height: number,
      filter: number,
    ]
  ): number;
  pixels_measure(...planeRegionMeasures: [...plane: PlaneRegion, measures: number]): number;
  ZXing_ImageView_new_checked(
    address: number,
    size: number,
    width: number,
    height: number,
    format: number,
    rowStride: number,
    pixelStride: number,
  ): number;
  ZXing_ImageView_delete(image: number): void;
  ZXing_ReaderOptions_new(): number;
  ZXing_ReaderOptions_setFormats(options: number, formats: number, count: number): void;
  ZXing_ReaderOptions_setTryRotate(options: number, yes: number): void;
  ZXing_ReaderOptions_setTryInvert(options: number, yes: number): void;
  ZXing_ReaderOptions_setTryDownscale(options: number, yes: number): void;
  ZXing_ReaderOptions_setReturnErrors(options: number, yes: number): void;
  ZXing_ReadBarcodes(image: number, options: number): number;
  ZXing_Barcodes_size(barcodes: number): number;
  ZXing_Barcodes_at(barcodes: number, at: number): number;
  ZXing_Barcodes_delete(barcodes: number): void;
  ZXing_Barcode_isValid(barcode: number): number;
  ZXing_Barcode_text(barcode: number): number;
  ZXing_Barcode_position(target: number, barcode: number): void;
  ZXing_LastErrorMsg(): number;
  ZXing_free(address: number): void;
}

/** A plane's address, width and height, and a region's x, y, width and height. */
type PlaneRegion = [
  plane: number,
  planeWidth: number,
  planeHeight: number,
  x: number,
  y: number,
  width: number,
  height: number,
];

export type Hint = "look" | "closer" | "further" | "light" | "tilt" | "still" | "wrong" | "found";

/** What a worker tells the page: messages.schema.json, `toPage`; what is said of a picture has its turn beside it. */
export type Told =
  | { type: "progress"; done: number; total: number }
  | { type: "starting" }
  | { type: "seeing" }
  | { type: "ready" }
  | { type: "failed"; cause: Cause; reason: string }
  | { type: "looked"; hint: Hint; lit: number }
  | { type: "checking" }
  | { type: "badge"; badge: string }
  | Refusal;

/** What a picture or a badge comes to that does not open the door. */
export type Refusal = { type: "refused"; code: string; retryAfter: number | null };

/** What the page's scanner tells the rest of the page. */
export type ScannerMessage =
  | Exclude<Told, { type: "ready" }>
  /** The start is over; with a cause if it is without Python. */
  | { type: "ready"; cause?: Cause | undefined }
  /** What was being looked at is lost with the worker that looked: show it again. */
  | { type: "lost" };

/** How a badge's exchange ended. */
export type Outcome = { type: "signed-in"; dashboard: Dashboard } | Refusal | { type: "unreachable" };

/** What the page tells a worker: messages.schema.json, `toWorker`, and what goes with it. */
export type WorkerMessage =
  PictureMessage | { type: "decoder"; module: WebAssembly.Module } | { type: "idle" };

/** A picture to look at, and whose turn it is. */
export interface PictureMessage {
  type: "frame" | "photo";
  turn: number;
  frame: Frame;
}

/** `harmony_browser.scanner.start.Endpoint`, seen from JavaScript. */
export interface Endpoint {
  set_decoder(decoder: object | null): void;
  prepare(): Promise<void>;
  frame(picture: object): Promise<void> | undefined;
  photo(picture: object): Promise<void> | undefined;
  reset(): void;
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
  sounds: boolean;
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
  waitUntil(work: Promise<unknown>): void;
}
export interface FetchEvent extends ExtendableEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
