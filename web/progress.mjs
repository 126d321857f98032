/** Counting the runtime's bytes as they arrive, whoever asked for them. */

/** @typedef {Record<string, { raw: number, travels: number }>} Sizes path -> bytes unpacked, and as sent */

/**
 * Wrap this worker's `fetch` so that every file named in `sizes` reports its progress, and so that a file
 * the server does not have is an error with its name instead of a riddle later.
 * @param {Sizes} sizes
 * @param {(done: number, total: number) => void} report bytes as they travel, compressed
 */
export function countBytes(sizes, report) {
  const plainFetch = self.fetch.bind(self);
  const total = Object.values(sizes).reduce((sum, size) => sum + size.travels, 0);
  let done = 0;
  self.fetch = async (input, init) => {
    const response = await plainFetch(input, init);
    const path = new URL(response.url).pathname;
    const size = sizes[path];
    if (!size) return response;
    if (!response.ok || !response.body) throw new Error(`${path}: the server answered ${response.status}`);
    const count = new TransformStream({
      transform(chunk, controller) {
        done += (chunk.byteLength * size.travels) / size.raw;
        report(Math.min(Math.round(done), total), total);
        controller.enqueue(chunk);
      },
    });
    const { status, headers } = response;
    return new Response(response.body.pipeThrough(count), { status, headers });
  };
}
