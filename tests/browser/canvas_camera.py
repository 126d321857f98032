"""A camera made of a canvas: any size, any rate, and something else before it whenever a test wants."""

from __future__ import annotations

import base64
from pathlib import Path

from tests.browser.conftest import Watched

SCRIPT = """
(() => {
  const [width, height] = SIZE;
  let held = null;
  let tick = 0;
  let open = 0;
  window.holdUp = async (bytes) => {
    const binary = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    held = bytes ? await createImageBitmap(new Blob([binary])) : null;
    counted.bitmaps -= bytes ? 1 : 0;
  };
  const counted = (window.counted = { bitmaps: 0, videoFrames: 0, sent: 0, waiting: 0 });
  const { createImageBitmap: plainBitmap } = window;
  window.createImageBitmap = (...source) => {
    counted.bitmaps += 1;
    return plainBitmap(...source);
  };
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, moved) {
    if (message.type === "frame") {
      counted.sent += 1;
      open += 1;
      counted.waiting = Math.max(counted.waiting, open);
      this.addEventListener("message", () => (open -= 1), { once: true });
      if (message.frame.constructor.name === "VideoFrame") counted.videoFrames += 1;
    }
    return postMessage.call(this, message, moved);
  };
  const { getUserMedia } = MediaDevices.prototype;
  MediaDevices.prototype.getUserMedia = async function (asked) {
    const real = await getUserMedia.call(this, asked); // what the engine itself says to that still counts
    for (const track of real.getTracks()) track.stop();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d");
    setInterval(() => {
      context.fillStyle = "#a8a8a8";
      context.fillRect(0, 0, width, height);
      context.fillStyle = tick++ % 2 ? "#a0a0a0" : "#b0b0b0"; // a camera's frames are never quite the same
      context.fillRect(0, 0, 8, 8);
      const side = height * 0.8;
      if (held) context.drawImage(held, (width - side) / 2, (height - side) / 2, side, side);
    }, 66);
    return canvas.captureStream(15);
  };
})();
"""


def script(width: int = 640, height: int = 480) -> str:
    """What gives a page this camera; nothing is held up to it at first."""
    return SCRIPT.replace("SIZE", f"[{width}, {height}]")


def encoded(picture: Path | None) -> str:
    """A square picture as the page's `holdUp` takes it, which shows it filling most of the frame's height."""
    return base64.b64encode(picture.read_bytes()).decode() if picture else ""


def install(browser: Watched, width: int = 640, height: int = 480) -> None:
    """Give every page of a browser this camera."""
    browser.context.add_init_script(script(width, height))


def hold_up(browser: Watched, picture: Path | None) -> None:
    """Hold a picture up to the camera, or take it away."""
    browser.page.evaluate("content => holdUp(content)", encoded(picture))


def counted(browser: Watched) -> dict[str, int]:
    """Bitmaps that the page made, frames it sent, VideoFrames among them, most frames unanswered at once."""
    result: dict[str, int] = browser.page.evaluate("counted")
    return result
