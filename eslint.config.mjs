import js from "@eslint/js";

/** Names a browser gives; the type checker knows what they are, here it is enough that they exist. */
const BROWSER = `
  AbortSignal AudioContext CSS HTMLVideoElement Intl OffscreenCanvas Request Response SpeechSynthesisUtterance
  TransformStream URL Worker addEventListener clearInterval clearTimeout console createImageBitmap document
  fetch history isSecureContext localStorage location navigator requestAnimationFrame requestIdleCallback
  self setInterval setTimeout speechSynthesis window RUNTIME WORKER_URL process
`;

const globals = Object.fromEntries(
  BROWSER.trim()
    .split(/\s+/)
    .map((name) => [name, "readonly"]),
);

export default [
  { ignores: [".venv/", ".cache/", "dist*/", "data/"] },
  js.configs.recommended,
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
