import js from "@eslint/js";

/** Names a browser gives; the type checker knows what they are, here it is enough that they exist. */
const BROWSER = `
  AbortController AbortSignal AudioContext CONSOLE CSS DECODER DECODER_WORKER_URL DOCTOR_WORKER_URL DOMParser HTMLVideoElement Headers Intl LATE
  Blob FormData HTMLLIElement MutationObserver Node OffscreenCanvas PublicKeyCredential PYTHON_WORKER_URL RUNTIME Request Response SHELL SpeechSynthesisUtterance TextDecoder
  TransformStream URL URLSearchParams VideoFrame WebAssembly Worker addEventListener caches clearInterval clearTimeout clients console
  createImageBitmap
  crypto document fetch history isSecureContext localStorage location matchMedia navigator performance print process
  queueMicrotask registration removeEventListener requestAnimationFrame requestIdleCallback scrollTo self sessionStorage setInterval
  setTimeout speechSynthesis window
`;

const globals = Object.fromEntries(
  BROWSER.trim()
    .split(/\s+/)
    .map((name) => [name, "readonly"]),
);

/** What only pages of benches use besides. */
const ON_BENCH_PAGES = {
  BENCH: "readonly",
  ImageData: "readonly",
  MediaDevices: "readonly",
  atob: "readonly",
};

/** What only tests use besides, which run in Node. */
const IN_TESTS = { Event: "readonly", EventTarget: "readonly", setImmediate: "readonly" };

/** What an app of the demo district uses besides, to sign people in. */
const IN_A_CLIENT = { TextEncoder: "readonly", atob: "readonly", btoa: "readonly" };

export default [
  { ignores: [".venv/", ".cache/", "dist*/", "data/"] },
  js.configs.recommended,
  { files: ["benchmarks/**"], languageOptions: { globals: ON_BENCH_PAGES } },
  { files: ["web/demo/client/**"], languageOptions: { globals: IN_A_CLIENT } },
  { files: ["**/*.test.mjs", "**/fake-*.mjs"], languageOptions: { globals: IN_TESTS } },
  {
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-var": "error",
      "prefer-const": "error",
      complexity: ["error", 10],
      "max-lines": ["error", 250],
    },
  },
];
