// SHA-256 (FIPS 180-4), fed piece by piece. The browser's own needs all bytes at once, and a page may listen for hours.

export class Sha256 {
  readonly #state = Uint32Array.from(START);
  readonly #block = new Uint8Array(64);
  readonly #view = new DataView(this.#block.buffer);
  readonly #schedule = new Uint32Array(64);
  #bytes = 0;

  update(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#block[this.#bytes % 64] = byte;
      this.#bytes++;
      if (this.#bytes % 64 === 0) this.#compress();
    }
  }

  /** The digest so far, in hexadecimal; more may follow. */
  digest(): string {
    const end = new Sha256();
    end.#state.set(this.#state);
    end.#block.set(this.#block);
    end.#bytes = this.#bytes;
    end.#pad();
    return Array.from(end.#state, (word) => word.toString(16).padStart(8, '0')).join('');
  }

  // FIPS 180-4, 5.1.1: a one bit, zeros, the length in bits.
  #pad(): void {
    const bits = this.#bytes * 8;
    const zeros = (119 - (this.#bytes % 64)) % 64;
    const tail = new Uint8Array(1 + zeros + 8);
    tail[0] = 0x80;
    new DataView(tail.buffer).setUint32(1 + zeros, Math.floor(bits / 2 ** 32));
    new DataView(tail.buffer).setUint32(5 + zeros, bits >>> 0);
    this.update(tail);
  }

  // FIPS 180-4, 6.2.2
  #compress(): void {
    const w = this.#schedule;
    for (let t = 0; t < 16; t++) w[t] = this.#view.getUint32(t * 4);
    for (let t = 16; t < 64; t++) {
      const [near, far] = [w[t - 2] as number, w[t - 15] as number];
      const s1 = rotated(near, 17) ^ rotated(near, 19) ^ (near >>> 10);
      const s0 = rotated(far, 7) ^ rotated(far, 18) ^ (far >>> 3);
      w[t] = s1 + (w[t - 7] as number) + s0 + (w[t - 16] as number);
    }
    let [a, b, c, d, e, f, g, h] = this.#state as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    for (let t = 0; t < 64; t++) {
      const s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
      const first = (h + s1 + ((e & f) ^ (~e & g)) + (ROUND[t] as number) + (w[t] as number)) | 0;
      const s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
      const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => {
      this.#state[i] = (this.#state[i] as number) + value;
    });
  }
}

function rotated(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

const PRIMES = primes(64);
/** First 32 bits of the fractions of the square roots of the first 8 primes, and of the cube roots of the first 64. */
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUND = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32);
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) {
    if (found.every((prime) => n % prime !== 0)) found.push(n);
  }
  return found;
}
