// A small file can stand for hours of sound: read as a stream it takes little memory, and held whole it is refused
// beyond a stated bound, in one sentence. Each codec that can is read in a process of its own, whose memory is measured.
import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeAudio } from '#src/browser/decode-audio.js';
import { wavBytes } from '#src/harness/wav-bytes.js';
import type { readAudio } from '#src/node/audio-file.js';
import { decodeAudio as decodeInNode } from '#src/node/index.js';
import { ClipReader } from '#src/node/training/clip-reader.js';
import { TooLong } from '#src/sound/whole-sound.js';
import { silentFlac } from '../node/make-flac.js';
import { sluice } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';
import { tinyModelBytes } from '../support/tiny-model.js';

const folder = temporaryFolder();
const child = fileURLToPath(new URL('memory-child.mjs', import.meta.url));
const HOUR = 3600;

/** What a file of each codec is of so many seconds, and how many seconds make it large. */
const CODECS: Readonly<
  Record<string, { readonly make: (seconds: number) => Promise<string>; readonly large: number }>
> = {
  FLAC: { make: async (seconds) => folder.write('silence.flac', silentFlac(8000 * seconds)), large: 4 * HOUR },
  Opus: { make: async (seconds) => folder.write('silence.opus', silentOpus(seconds)), large: HOUR },
  MP3: { make: async (seconds) => folder.write('silence.mp3', silentMp3(seconds)), large: 3 * HOUR },
  'sparse WAV': { make: sparseWav, large: 3 * HOUR },
};

describe.each(Object.entries(CODECS))('%s', (_, { make, large }) => {
  it('is read as a stream in little memory, and refused whole beyond the bound', async () => {
    const small = await readIn(await make(10));
    const all = await readIn(await make(large));
    expect(all.samples).toBeGreaterThan((small.samples / 10) * large * 0.99);
    expect(4 * all.samples).toBeGreaterThan(300 * 2 ** 20); // so much it would take whole
    expect(all.mebibytes - small.mebibytes).toBeLessThan(120);
    expect(small.whole).toBe(small.samples);
    expect(all.whole).toMatch(
      /^AUDIO_UNREADABLE: Cannot read silence\.\w+ whole: received more than \d+ minutes of sound/,
    );
  });
});

describe('Ogg', () => {
  it('is refused with more channels than a page of silence may fill', async () => {
    const opus = Buffer.from([...Buffer.from('OpusHead'), 1, 17, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 255, 17, 0]);
    const vorbis = Buffer.from([1, ...Buffer.from('vorbis'), 0, 0, 0, 0, 17, 0x80, 0xbb, 0, 0]);
    const mapping = Buffer.from(Array.from({ length: 17 }, (_, i) => i));
    for (const [codec, head] of [
      ['Opus', Buffer.concat([opus, mapping])],
      ['Vorbis', Buffer.concat([vorbis, Buffer.alloc(14)])],
    ] as const) {
      await expect(decodeInNode(oggPage([head], 0, 0, 2), 'x.ogg')).rejects.toThrow(`${codec} in Ogg of 17 channels`);
    }
  });
});

describe('many clips', () => {
  it('are read at once, but for those that turn out to be long', async () => {
    let [reading, most] = [0, 0];
    const asked: (number | undefined)[] = [];
    const read: typeof readAudio = async (path, { maxSamples } = {}) => {
      asked.push(maxSamples);
      const isWhole = maxSamples === undefined;
      if (isWhole) most = Math.max(most, ++reading);
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (isWhole) reading--;
      if (!isWhole && String(path).startsWith('long')) throw new TooLong('AUDIO_UNREADABLE', 'long');
      return decodeInNode(wavBytes(new Float32Array(160).fill(0.5), 16_000), 'x.wav');
    };
    const clips = new ClipReader(read);
    await Promise.all(['long1', 'short', 'long2', 'long3'].map((path) => clips.read(path, {})));
    expect(most).toBe(1);
    expect(asked.filter((bound) => bound === 2 ** 22)).toHaveLength(4);
    expect(asked.filter((bound) => bound === undefined)).toHaveLength(3);
  });

  it('have a bound together', () => {
    const clips = new ClipReader();
    clips.keep(2 ** 31);
    expect(() => clips.keep(1)).toThrow(/all together they have more than 2147483648 samples/);
  });

  it('are answered in their order, a long one among them', async () => {
    const model = folder.write('tiny.safetensors', tinyModelBytes());
    const short = folder.write('short.wav', wavBytes(new Float32Array(8000).fill(0.1), 16_000));
    const long = folder.write('long.flac', silentFlac(2 ** 24 + 8000));
    const { lines, code } = await sluice(['run', long, short, '--clips', '--model', model, '--json']);
    expect(lines.filter(({ kind }) => kind === 'clip').map(({ input }) => input)).toEqual([long, short]);
    expect(code).toBe(0);
  });
});

describe("the browser's decoder", () => {
  const platform = globalThis as { OfflineAudioContext?: unknown };
  let given = 0;
  const use = () => {
    given = 0;
    platform.OfflineAudioContext = class {
      decodeAudioData() {
        given++;
        return Promise.reject(new Error('cannot'));
      }
    };
  };
  afterEach(() => {
    platform.OfflineAudioContext = undefined;
  });

  it('is never given a sound that is too long already', async () => {
    use();
    const bytes = new Uint8Array(silentFlac(100_000));
    await expect(decodeAudio(bytes, 'x.flac', { maxSamples: 1000 })).rejects.toThrow(/more than 0 minutes of sound/);
    expect(given).toBe(0);
  });

  it('is given what only it may know, up to a bound', async () => {
    use();
    await expect(decodeAudio(new Uint8Array(4096), 'x.xyz')).rejects.toThrow(/Cannot read x\.xyz/);
    expect(given).toBe(1);
    await expect(decodeAudio(new Uint8Array(2 ** 26 + 1), 'x.xyz')).rejects.toThrow(/more than 64 MiB: convert it/);
    expect(given).toBe(1);
  });
});

interface ReadIn {
  readonly samples: number;
  readonly whole: number | string;
  readonly mebibytes: number;
}

async function readIn(path: string): Promise<ReadIn> {
  const { stdout } = await promisify(execFile)(process.execPath, [child, path]);
  return JSON.parse(stdout) as ReadIn;
}

/** Opus in Ogg: packets of one byte, each of them 120 ms in which nothing was sent. */
function silentOpus(seconds: number): Uint8Array {
  const head = Buffer.concat([Buffer.from('OpusHead'), Buffer.from([1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0])]);
  const tags = Buffer.concat([Buffer.from('OpusTags'), Buffer.alloc(8)]);
  const pages = [oggPage([head], 0, 0, 2), oggPage([tags], 0, 1, 0)];
  const packets = Math.ceil(seconds / 0.12);
  const silence = Buffer.from([0x19]); // SILK, narrow band, two frames of 60 ms, of no bytes
  for (let from = 0; from < packets; from += 255) {
    const count = Math.min(255, packets - from);
    const last = from + count === packets;
    pages.push(oggPage(new Array(count).fill(silence), (from + count) * 5760, pages.length, last ? 4 : 0));
  }
  return Buffer.concat(pages);
}

function oggPage(packets: readonly Uint8Array[], granule: number, number: number, flags: number): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS', 0, 'latin1');
  head[5] = flags;
  head.writeBigInt64LE(BigInt(granule), 6);
  head.writeUInt32LE(1, 14);
  head.writeUInt32LE(number, 18);
  head[26] = packets.length;
  const page = Buffer.concat([head, Buffer.from(packets.map(({ length }) => length)), ...packets]);
  page.writeUInt32LE(oggSum(page), 22);
  return page;
}

/** CRC of 32 bits, polynomial 0x04c11db7, the highest bit first. */
function oggSum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) sum = (sum << 1) ^ (sum < 0 ? 0x04c11db7 : 0);
  }
  return sum >>> 0;
}

/** MPEG 2.5 layer III, 8 kbit/s at 8 kHz: 72 bytes a frame of 576 samples, all of them zero. */
function silentMp3(seconds: number): Uint8Array {
  const frame = Buffer.alloc(72);
  frame.set([0xff, 0xe3, 0x18, 0xc4]);
  return Buffer.concat(new Array(Math.ceil((seconds * 8000) / 576)).fill(frame));
}

/** 8 bits at 8 kHz: a header, and a hole in the disk. */
async function sparseWav(seconds: number): Promise<string> {
  const path = folder.write('silence.wav', Buffer.alloc(0));
  const data = 8000 * seconds;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + data, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(data, 40);
  const file = await open(path, 'w');
  await file.write(head);
  await file.truncate(44 + data);
  await file.close();
  return path;
}
