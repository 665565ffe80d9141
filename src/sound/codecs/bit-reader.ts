// Numbers of any count of bits, read out of bytes at hand: plain, signed, unary, and Rice codes.

/** Thrown where a number goes on beyond the bytes at hand. */
export const OUT_OF_BYTES = Symbol('out of bytes');

/** Bits, the highest of a byte first. */
export class BitReader {
  readonly #bytes: Uint8Array;
  /** The next bit. */
  #at: number;

  constructor(bytes: Uint8Array, fromByte: number) {
    this.#bytes = bytes;
    this.#at = 8 * fromByte;
  }

  get byteAt(): number {
    return this.#at >> 3;
  }

  align(): void {
    this.#at = (this.#at + 7) & ~7;
  }

  /** An unsigned number of at most 32 bits. */
  read(count: number): number {
    if (this.#at + count > 8 * this.#bytes.length) throw OUT_OF_BYTES;
    let value = 0;
    let left = count;
    while (left > 0) {
      const within = this.#at & 7;
      const taken = Math.min(8 - within, left);
      const byte = this.#bytes[this.#at >> 3] as number;
      value = value * 2 ** taken + ((byte >> (8 - within - taken)) & (2 ** taken - 1));
      this.#at += taken;
      left -= taken;
    }
    return value;
  }

  /** A number in two's complement of at most 33 bits. */
  signed(count: number): number {
    if (count === 0) return 0;
    const value = count <= 32 ? this.read(count) : this.read(count - 32) * 2 ** 32 + this.read(32);
    return value >= 2 ** (count - 1) ? value - 2 ** count : value;
  }

  /** How many zeros come before the next one. */
  unary(): number {
    const bytes = this.#bytes;
    const end = 8 * bytes.length;
    let count = 0;
    for (let at = this.#at; at < end; ) {
      const within = at & 7;
      const rest = ((bytes[at >> 3] as number) << within) & 0xff;
      if (rest !== 0) {
        const zeros = Math.clz32(rest) - 24;
        this.#at = at + zeros + 1;
        return count + zeros;
      }
      count += 8 - within;
      at += 8 - within;
    }
    throw OUT_OF_BYTES;
  }

  /** A Rice code: high bits in unary, `parameter` low ones, the sign in the last. */
  rice(parameter: number): number {
    const bytes = this.#bytes;
    const byte = this.#at >> 3;
    if (byte + 4 <= bytes.length) {
      // Most codes lie within the 25 bits that 4 bytes hold for certain.
      const word =
        (((bytes[byte] as number) << 24) |
          ((bytes[byte + 1] as number) << 16) |
          ((bytes[byte + 2] as number) << 8) |
          (bytes[byte + 3] as number)) <<
        (this.#at & 7);
      const zeros = Math.clz32(word);
      const length = zeros + 1 + parameter;
      if (length <= 25) {
        this.#at += length;
        const low = parameter === 0 ? 0 : (word << (zeros + 1)) >>> (32 - parameter);
        const value = (zeros << parameter) | low;
        return (value >>> 1) ^ -(value & 1);
      }
    }
    const high = this.unary();
    const value = high * 2 ** parameter + (parameter === 0 ? 0 : this.read(parameter));
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
