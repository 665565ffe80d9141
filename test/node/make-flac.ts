// FLAC files for tests (RFC 9639): frames whose subframes hold the samples as they are, uncompressed. That is all an
// encoder needs to be.

export interface FlacParts {
  /** One array a channel, whole numbers. */
  readonly channels: readonly (readonly number[])[];
  readonly sampleRate?: number;
  readonly bits: 8 | 16 | 24;
  /** What the header says is there; 0 is unknown. @default all of it */
  readonly total?: number;
}

const BLOCK = 1000;
const LONGEST_BLOCK = 65_535;

/** Silence at 8 kHz: frames of a few bytes that stand for the longest blocks there are. */
export function silentFlac(samples: number): Uint8Array {
  const info = new Bits();
  info.put(LONGEST_BLOCK, 16).put(LONGEST_BLOCK, 16).put(0, 24).put(0, 24);
  info.put(8000, 20).put(0, 3).put(15, 5).put(0, 4).put(samples, 32); // 16 bits, one channel
  const streamInfo = Buffer.concat([info.bytes(), Buffer.alloc(16)]);
  const frames: Uint8Array[] = [];
  for (let from = 0, number = 0; from < samples; from += LONGEST_BLOCK, number++) {
    frames.push(silentFrame(Math.min(LONGEST_BLOCK, samples - from), number));
  }
  return Buffer.concat([Buffer.from('fLaC'), Buffer.from([0x80, 0, 0, streamInfo.length]), streamInfo, ...frames]);
}

export function makeFlac({ channels, bits, sampleRate = 16_000, total }: FlacParts): Uint8Array {
  const length = channels[0]?.length ?? 0;
  const info = new Bits();
  info.put(BLOCK, 16).put(BLOCK, 16).put(0, 24).put(0, 24);
  info
    .put(sampleRate, 20)
    .put(channels.length - 1, 3)
    .put(bits - 1, 5);
  info.put(0, 4).put(total ?? length, 32);
  const streamInfo = Buffer.concat([info.bytes(), Buffer.alloc(16)]);
  const frames: Uint8Array[] = [];
  for (let from = 0; from < length; from += BLOCK) {
    const block = channels.map((channel) => channel.slice(from, from + BLOCK));
    frames.push(frame(block, bits, sampleRate, from / BLOCK));
  }
  const lastBlock = Buffer.from([0x80, 0, 0, streamInfo.length]);
  return Buffer.concat([Buffer.from('fLaC'), lastBlock, streamInfo, ...frames]);
}

function frame(block: readonly (readonly number[])[], bits: number, sampleRate: number, number: number): Uint8Array {
  const sizeCode = { 8: 1, 16: 4, 24: 6 }[bits] as number;
  const head = new Bits();
  head.put(0b11111111_11111000, 16);
  // Block size and sample rate in 16 bits each, at the header's end.
  head
    .put(7, 4)
    .put(13, 4)
    .put(block.length - 1, 4)
    .put(sizeCode, 3)
    .put(0, 1);
  if (number > 127) throw new RangeError('too many blocks for a frame number of one byte');
  head
    .put(number, 8)
    .put((block[0]?.length ?? 0) - 1, 16)
    .put(sampleRate, 16);
  head.put(crc(head.bytes(), 8, 0x07), 8);
  for (const channel of block) {
    head.put(0b00000010, 8);
    for (const sample of channel) head.put(sample, bits);
  }
  const bytes = head.bytes();
  const check = crc(bytes, 16, 0x8005);
  return Buffer.concat([bytes, Buffer.from([check >> 8, check & 0xff])]);
}

/** One subframe of one value; the number in the manner of UTF-8. */
function silentFrame(samples: number, number: number): Uint8Array {
  const head = new Bits();
  head.put(0b11111111_11111000, 16).put(7, 4).put(4, 4).put(0, 4).put(4, 3).put(0, 1);
  if (number < 128) head.put(number, 8);
  else
    head
      .put(0b110, 3)
      .put(number >> 6, 5)
      .put(0b10, 2)
      .put(number & 63, 6);
  head.put(samples - 1, 16);
  head
    .put(crc(head.bytes(), 8, 0x07), 8)
    .put(0, 8)
    .put(0, 16);
  const bytes = head.bytes();
  const check = crc(bytes, 16, 0x8005);
  return Buffer.concat([bytes, Buffer.from([check >> 8, check & 0xff])]);
}

function crc(bytes: Uint8Array, width: number, polynomial: number): number {
  let value = 0;
  for (const byte of bytes) {
    value ^= byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) {
      value = (value & (1 << (width - 1)) ? (value << 1) ^ polynomial : value << 1) & (2 ** width - 1);
    }
  }
  return value;
}

class Bits {
  readonly #bits: number[] = [];

  put(value: number, width: number): this {
    for (let bit = width - 1; bit >= 0; bit--) this.#bits.push(Math.floor(value / 2 ** bit) & 1);
    return this;
  }

  bytes(): Uint8Array {
    const bytes = new Uint8Array(Math.ceil(this.#bits.length / 8));
    this.#bits.forEach((bit, at) => {
      bytes[at >> 3] = (bytes[at >> 3] as number) | (bit << (7 - (at & 7)));
    });
    return bytes;
  }
}
