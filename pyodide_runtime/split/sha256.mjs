// Part of the split runtime's script: SHA-256 (FIPS 180-4) without waiting. The browser's own only comes with a
// promise, and a call that needs the cold half cannot wait for one.

/* eslint no-unused-vars: off */

/** The SHA-256 of bytes, in hexadecimal. @param {Uint8Array} bytes */
function sha256(bytes) {
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  /** The first 32 bits behind the point of roots of the first primes (sections 4.2.2 and 5.3.3). */
  const fraction = (root) => (prime) => (prime ** (1 / root) % 1) * 2 ** 32;
  const constants = Int32Array.from(primes, fraction(3));
  const state = Int32Array.from(primes.slice(0, 8), fraction(2));

  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);

  const turned = (word, count) => (word >>> count) | (word << (32 - count));
  const words = new Int32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let at = 0; at < 64; at++) {
      if (at < 16) words[at] = view.getInt32(block + 4 * at);
      else {
        const [early, late] = [words[at - 15], words[at - 2]];
        const first = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
        const second = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
        words[at] = words[at - 16] + first + words[at - 7] + second;
      }
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let at = 0; at < 64; at++) {
      const choice = (e & f) ^ (~e & g);
      const mixed = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + constants[at] + words[at];
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const added = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + mixed) | 0, c, b, a, (mixed + added) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => (state[at] += word));
  }
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
