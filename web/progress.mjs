/** Counting the runtime's bytes as they arrive, whoever asked for them. */

/** @typedef {Record<string, { raw: number, travels: number }>} Sizes path -> bytes unpacked, and as sent */

/**
 * Wrap this worker's `fetch` so that every file named in `sizes` reports its progress, and so that one that
 * cannot be had is told by its name: Pyodide itself would wait for it without a word.
 * @param {Sizes} sizes
 * @param {(done: number, total: number) => void} report bytes as they travel, compressed
 * @param {(error: Error) => void} fail
 */
export function countBytes(sizes, report, fail) {
  const plainFetch = self.fetch.bind(self);
  const total = Object.values(sizes).reduce((sum, size) => sum + size.travels, 0);
  let done = 0;
  self.fetch = async (input, init) => {
    const path = new URL(input instanceof Request ? input.url : input, self.location.href).pathname;
    const size = sizes[path];
    if (!size) return plainFetch(input, init);
    try {
      const response = await plainFetch(input, init);
      if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
      const { readable, writable } = new TransformStream({
        transform(chunk, controller) {
          done += (chunk.byteLength * size.travels) / size.raw;
          report(Math.min(Math.round(done), total), total);
          controller.enqueue(chunk);
        },
      });
      response.body.pipeTo(writable).catch((error) => fail(new Error(`${path} broke off: ${error}`)));
      return new Response(readable, { status: response.status, headers: response.headers });
    } catch (error) {
      fail(new Error(`${path} did not come: ${error}`));
      throw error;
    }
  };
}
