/** A camera whose picture the bench chooses, in place of the device's; the page cannot tell the difference. */
{
  const WIDTH = 640;
  const HEIGHT = 480;
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext("2d");
  let picture = new ImageData(WIDTH, HEIGHT);

  const draw = () => context.putImageData(picture, 0, 0);
  setInterval(draw, 1000 / 30);

  MediaDevices.prototype.getUserMedia = async () => {
    picture = new ImageData(new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(128), WIDTH, HEIGHT);
    draw(); // what was held up before is not there any more
    return canvas.captureStream(30);
  };

  /** Hold a gray frame up; resolves with the ms until the dashboard was drawn. @param {string} base64 */
  window.heldUp = (base64) => {
    const gray = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const pixels = new Uint32Array(WIDTH * HEIGHT);
    for (let place = 0; place < pixels.length; place++) pixels[place] = 0xff000000 | (gray[place] * 0x010101);
    picture = new ImageData(new Uint8ClampedArray(pixels.buffer), WIDTH, HEIGHT);
    draw();
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
