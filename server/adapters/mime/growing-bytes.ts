/** Bytes collected piece by piece in one buffer: a text of a million short lines is not a million objects. */
export class GrowingBytes {
  #buffer = new Uint8Array(1024);
  #length = 0;

  append(piece: Uint8Array): void {
    if (this.#length + piece.length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + piece.length));
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    this.#buffer.set(piece, this.#length);
    this.#length += piece.length;
  }

  bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }
}
