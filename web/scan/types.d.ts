/** Shapes between page and workers: what the build puts in, what is sent both ways, and what the decoder exports. */

import type { FileFacts } from "../offline/types";

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
  /** Put in by the build: where the camera check's worker is. */
  const DOCTOR_WORKER_URL: string;
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
  pixels_cut_finder(plane: number, width: number, height: number): number;
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

export type Hint =
  "look" | "closer" | "further" | "light" | "tilt" | "still" | "wrong" | "one" | "again" | "found";

/** What a worker tells the page: messages.schema.json, `toPage`; what is said of a picture has its turn beside it. */
export type MessageToPage =
  | { type: "progress"; done: number; total: number }
  | { type: "starting" }
  | { type: "decoder-ready" }
  | { type: "ready" }
  | { type: "failed"; cause: Cause; reason: string }
  | { type: "looked"; hint: Hint; lit: number }
  | { type: "checking" }
  | { type: "badge"; badge: string; fingerprint: string }
  | ({ type: "sight" } & Sight)
  | Refusal;

/** What the camera check's worker says of a frame: the measures are the decoder's. */
export interface Sight {
  /** Of all of the frame, 0 to 255. */
  brightness: number;
  /** Whether a badge of any school was read, which is all that is said of it. */
  read: boolean;
  /** Whether something was read that is no badge. */
  other: boolean;
  /** The largest code, read or not: its side over the frame's height, and its measures. */
  code: { side: number; contrast: number; sharpness: number; glare: number } | null;
}

/** What a picture or a badge comes to that does not open the door. */
export type Refusal = { type: "refused"; code: string; retryAfter: number | null };

/** What the page's scanner tells the rest of the page. */
export type ScannerMessage =
  | Exclude<MessageToPage, { type: "ready" }>
  /** The start is over; with a cause if it is without Python. */
  | { type: "ready"; cause?: Cause | undefined }
  /** A picture is lost with the worker that had it: send another. */
  | { type: "lost" };

/** What the page tells a worker: messages.schema.json, `toWorker`, and what goes with it. */
export type MessageToWorker =
  PictureMessage | { type: "decoder"; module: WebAssembly.Module } | { type: "idle" };

/** A picture to scan, and whose turn it is. */
export interface PictureMessage {
  type: "frame" | "photo";
  turn: number;
  frame: Frame;
  /** The fingerprint of the badge that was just used and does not count in a frame; or empty. */
  used: string;
}

/** `harmony_browser.scanner.start.Endpoint`, seen from JavaScript. */
export interface Endpoint {
  set_decoder(decoder: object | null): void;
  prepare(): Promise<void>;
  frame(picture: object, used: string): Promise<void> | undefined;
  photo(picture: object, used: string): Promise<void> | undefined;
  reset(): void;
}
