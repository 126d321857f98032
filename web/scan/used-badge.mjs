/**
 * The badge that opened the door last. It may still be before the camera when the next child comes, so there it does not
 * count until it has left the picture; while it stays, somebody has to tap. Only a fingerprint is known of it, only here.
 */

/** So long it is taken for left over, and nobody is asked. */
const LEFT_OVER_MS = 10_000;
/** A badge is away when the camera has seen nothing for so long; arcs go out .6 s after it. */
const AWAY_MS = 1000;

export class UsedBadge {
  /** What frames are looked at with: the fingerprint of the badge that does not count, or empty. */
  fingerprint = "";
  #usedAt = 0;
  #read = "";
  #nothingSince = Number.POSITIVE_INFINITY;

  /** A badge was read and may open the door. @param {string} fingerprint */
  read(fingerprint) {
    this.#read = fingerprint;
  }

  /** The badge that was read last has opened the door. @param {number} now in milliseconds */
  opened(now) {
    if (!this.#read) return;
    this.fingerprint = this.#read;
    this.#read = "";
    this.#usedAt = now;
  }

  /** It counts again: somebody tapped, or it has left the picture. */
  release() {
    this.fingerprint = "";
  }

  /** A scan begins; nothing has been looked at yet. */
  begin() {
    this.#nothingSince = Number.POSITIVE_INFINITY;
  }

  /**
   * A frame was looked at: see whether the badge has left, and say which hint is shown.
   * @param {string} hint @param {number} lit arcs @param {number} now in milliseconds
   */
  look(hint, lit, now) {
    this.#nothingSince = lit > 0 ? Number.POSITIVE_INFINITY : Math.min(this.#nothingSince, now);
    if (now - this.#nothingSince >= AWAY_MS) this.release();
    const asks = this.fingerprint && now - this.#usedAt >= LEFT_OVER_MS;
    return hint !== "again" || asks ? hint : "look";
  }
}
