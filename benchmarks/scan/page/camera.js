/** A camera whose picture the bench chooses, in place of the device's; the page cannot tell the difference. */
{
  const WIDTH = 640;
  const HEIGHT = 480;
  const EMPTY = imageOf(new Uint32Array(WIDTH * HEIGHT).fill(0xff808080));
  let picture = EMPTY;
  let drawing = 0;

  /** @param {Uint32Array} pixels opaque, as a camera's are */
  function imageOf(pixels) {
    return new ImageData(new Uint8ClampedArray(pixels.buffer), WIDTH, HEIGHT);
  }

  /** A new one each time: nothing of what was held up before is left in it. */
  MediaDevices.prototype.getUserMedia = async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
    const context = canvas.getContext("2d");
    const draw = () => context.putImageData(picture, 0, 0);
    picture = EMPTY;
    draw();
    clearInterval(drawing);
    drawing = setInterval(draw, 1000 / 30);
    return canvas.captureStream(30);
  };

  /** Hold a gray frame up; resolves with the ms until the dashboard was drawn. @param {string} base64 */
  window.showFrame = (base64) => {
    const gray = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const pixels = new Uint32Array(WIDTH * HEIGHT);
    for (let place = 0; place < pixels.length; place++) pixels[place] = 0xff000000 | (gray[place] * 0x010101);
    picture = imageOf(pixels);
    const began = performance.now();
    return new Promise((resolve) => {
      const look = () => {
        const shown = document.querySelector("[data-testid=dashboard] [data-testid=app-tile]");
        if (shown?.checkVisibility()) requestAnimationFrame(() => resolve(performance.now() - began));
        else requestAnimationFrame(look);
      };
      look();
    });
  };
}
