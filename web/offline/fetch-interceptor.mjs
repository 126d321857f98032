/** Pyodide's own loading, answered with what an asset loader brings. */

/**
 * Answer this worker's `fetch` and `instantiateStreaming` with the files of a loader, because Pyodide loads its files
 * by these two and takes no others.
 * @param {import("./asset-loader.mjs").AssetLoader} loader
 */
export function interceptFetch(loader) {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  /** @type {WeakMap<Response, WebAssembly.Module>} */
  const modules = new WeakMap();

  self.fetch = async (input, init) => {
    const path = new URL(input instanceof Request ? input.url : input, location.href).pathname;
    if (!(path in loader.files)) return fetch.call(self, input, init);
    if (!path.endsWith(".wasm")) return new Response(await loader.bytes(path));
    const placeholder = new Response();
    modules.set(placeholder, await loader.module(path));
    return placeholder;
  };

  WebAssembly.instantiateStreaming = async (source, imports) => {
    const response = await source;
    const module = modules.get(response);
    if (!module) return instantiateStreaming(response, imports);
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
}
