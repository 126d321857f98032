/** Files that Python made, for whoever wants them on paper or on the disk. */

export class Files {
  /** @type {Uint8Array[]} */
  #pieces = [];
  /** @type {string[]} */
  #addresses = [];

  /** The next piece of the file that is being made. @param {Uint8Array} piece */
  add(piece) {
    this.#pieces.push(piece.slice());
  }

  /** All pieces have come: save the file under a name. @param {string} name @param {string} type */
  save(name, type) {
    const address = URL.createObjectURL(new Blob(/** @type {BlobPart[]} */ (this.#pieces), { type }));
    this.#pieces = [];
    this.#addresses.push(address);
    const link = Object.assign(document.createElement("a"), { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
  }

  /** Nobody wants what was begun. */
  drop() {
    this.#pieces = [];
  }

  /** Let go of what was made. */
  forget() {
    this.drop();
    for (const address of this.#addresses.splice(0)) URL.revokeObjectURL(address);
  }

  /** Print what the page's style sheet leaves on paper. */
  print() {
    window.print();
  }
}
