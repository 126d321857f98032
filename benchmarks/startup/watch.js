/** Notes when the page gets how far, in ms from the navigation on, and presses the badge button when it works. */
{
  const marks = (window.marks = {});
  const mark = (name) => (marks[name] ??= performance.now());

  /** The portal's workers tell by messages; the decoder worker is there first, then Python is ready. */
  window.Worker = class extends Worker {
    constructor(...how) {
      super(...how);
      this.addEventListener("message", ({ data }) => {
        if (data.type === "looked" || data.type === "checking") mark("first frame looked at");
        if (data.type === "decoder-ready" || data.type === "ready") mark("decoder in the worker");
        if (data.type === "ready") mark("scanner ready");
        if (data.type === "failed") marks.failed = JSON.stringify(data);
      });
    }
  };

  const NAMES = {
    "data-live": ["usable"],
    "data-looked": ["first frame looked at"],
    "data-ready": ["decoder in the worker", "scanner ready"],
  };
  const observer = new MutationObserver((changes) => {
    for (const { attributeName } of changes) {
      NAMES[attributeName].forEach(mark);
      // A moment later: what says that it works may be said before the last listener is there.
      if (attributeName === "data-live")
        setTimeout(() => document.querySelector("[data-testid=badge-button]").click());
    }
  });
  observer.observe(document, { subtree: true, attributeFilter: Object.keys(NAMES) });
}
