// WebM and Matroska, as MediaRecorder writes them: elements within elements (RFC 8794, RFC 9559). Opus in them is
// read; other codecs are refused by name. Elements that hold others are walked into, so sizes that are not known, as
// of a recording, do no harm.
import { viewOf } from '../bits.js';
import { type Block, cut, framesOf } from '../block.js';
import type { ByteReader } from '../byte-reader.js';
import type { OpusDecoder } from '../codecs/packages.js';
import type { OpenContainer, Warn } from '../layout.js';
import { notInstalled, notRead, unreadable } from '../refusal.js';
import { knownSound } from './known.js';
import { amplified, OPUS_RATE, type OpusHead, readOpusHead } from './ogg-opus.js';

const EBML = 0x1a45dfa3;
const TRACKS = 0x1654ae6b;
const TRACK_ENTRY = 0xae;
const TRACK_NUMBER = 0xd7;
const CODEC_ID = 0x86;
const CODEC_PRIVATE = 0x63a2;
const SIMPLE_BLOCK = 0xa3;
const BLOCK = 0xa1;
/** Segment, Cluster, BlockGroup: what is wanted is within them. */
const WALKED_INTO = [0x18538067, 0x1f43b675, 0xa0];
const LARGEST_TRACKS = 2 ** 20;
const LARGEST_BLOCK = 2 ** 20;
const DISCARD_PADDING = 0x75a2;
const LACED = 0x06;

export function beginsMatroska(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && viewOf(bytes).getUint32(0) === EBML;
}

export const openMatroska: OpenContainer = async (opening) => {
  const { bytes, name, codecs } = opening;
  const named = knownSound(await bytes.peek(65_536)) ?? 'Matroska';
  const tracks = await readTracks(bytes);
  if (tracks === undefined) throw unreadable(name, `${named} that ends before its tracks`);
  const track = tracks.find(({ codec }) => codec === 'A_OPUS');
  if (track === undefined) throw notRead(opening, named);
  const head = readOpusHead(track.private);
  if (head === undefined || head === 'unknown') throw notRead(opening, `${named} with a head of its own`);
  const decoder = await codecs.opus(head);
  if (decoder === undefined) throw notInstalled(opening, named, 'opus-decoder', 'MIT');
  const container = named.endsWith('WebM') ? 'WebM' : 'Matroska';
  const { channels } = head;
  return {
    layout: { container, codec: 'Opus', sampleRate: OPUS_RATE, channels, assumed: [], warnings: [] },
    blocks: (warn) => opusBlocks(bytes, track.number, head, decoder, warn),
  };
};

interface Track {
  readonly number: number;
  readonly codec: string;
  readonly private: Uint8Array;
}

interface Element {
  readonly id: number;
  /** Infinity: not known. */
  readonly size: number;
}

/** Walks to the tracks and reads them; undefined where the bytes end before. */
async function readTracks(bytes: ByteReader): Promise<Track[] | undefined> {
  for (let next = await takeElement(bytes); next !== undefined; next = await takeElement(bytes)) {
    if (WALKED_INTO.includes(next.id)) continue;
    if (next.id !== TRACKS || next.size > LARGEST_TRACKS) {
      await bytes.skip(next.size);
      continue;
    }
    const body = Uint8Array.from(await bytes.take(next.size));
    return body.length < next.size
      ? undefined
      : [...elementsIn(body)].filter(isEntry).map(({ body }) => readTrack(body));
  }
  return undefined;
}

function isEntry({ id }: { readonly id: number }): boolean {
  return id === TRACK_ENTRY;
}

function readTrack(body: Uint8Array): Track {
  let track: Track = { number: 0, codec: '', private: new Uint8Array(0) };
  for (const { id, body: value } of elementsIn(body)) {
    if (id === TRACK_NUMBER) track = { ...track, number: value.reduce((sum, byte) => sum * 256 + byte, 0) };
    if (id === CODEC_ID) track = { ...track, codec: String.fromCharCode(...value).replace(/\0+$/, '') };
    if (id === CODEC_PRIVATE) track = { ...track, private: value };
  }
  return track;
}

function* elementsIn(bytes: Uint8Array): Generator<{ readonly id: number; readonly body: Uint8Array }> {
  let at = 0;
  for (let next = elementAt(bytes, at); next !== undefined; next = elementAt(bytes, at)) {
    const from = at + next.headBytes;
    yield { id: next.id, body: bytes.subarray(from, Math.min(bytes.length, from + next.size)) };
    at = from + next.size;
  }
}

async function takeElement(bytes: ByteReader): Promise<Element | undefined> {
  const next = elementAt(await bytes.peek(12), 0);
  if (next !== undefined) await bytes.skip(next.headBytes);
  return next;
}

/** The element that begins at a place; undefined at the end, and where none can begin. */
function elementAt(bytes: Uint8Array, at: number): (Element & { readonly headBytes: number }) | undefined {
  const first = bytes[at];
  if (first === undefined || first < 0x10) return undefined;
  const idBytes = Math.clz32(first) - 23;
  const sizeFirst = bytes[at + idBytes];
  if (sizeFirst === undefined || sizeFirst === 0) return undefined;
  const sizeBytes = Math.clz32(sizeFirst) - 23;
  const headBytes = idBytes + sizeBytes;
  if (at + headBytes > bytes.length) return undefined;
  const id = bytes.subarray(at, at + idBytes).reduce((sum, byte) => sum * 256 + byte, 0);
  const digits = bytes.subarray(at + idBytes, at + headBytes);
  const mask = 0xff >> sizeBytes;
  const unknown = digits.every((byte, i) => (i === 0 ? (byte & mask) === mask : byte === 0xff));
  const size = digits.reduce((sum, byte, i) => sum * 256 + (i === 0 ? byte & mask : byte), 0);
  return { id, size: unknown ? Number.POSITIVE_INFINITY : size, headBytes };
}

/** One block is held back: how much of the last one is no sound is said behind it. */
async function* opusBlocks(
  bytes: ByteReader,
  track: number,
  head: OpusHead,
  decoder: OpusDecoder,
  warn: Warn,
): AsyncGenerator<Block> {
  let skip = head.preSkip;
  let held: Block = [];
  let laced = false;
  try {
    for (let next = await takeElement(bytes); next !== undefined; next = await takeElement(bytes)) {
      if (WALKED_INTO.includes(next.id)) continue;
      if (![SIMPLE_BLOCK, BLOCK, DISCARD_PADDING].includes(next.id) || next.size > LARGEST_BLOCK) {
        await bytes.skip(next.size);
        continue;
      }
      const body = Uint8Array.from(await bytes.take(next.size));
      if (body.length < next.size) {
        warn('the sound is cut short: it ends within a block');
        break;
      }
      if (next.id === DISCARD_PADDING) {
        held = cut(held, 0, Math.max(0, framesOf(held) - paddingIn(body)));
        continue;
      }
      const packet = packetOf(body, track);
      if (packet === 'laced' && !laced) warn('packets that share a block are left out: write the file without lacing');
      laced ||= packet === 'laced';
      if (packet === undefined || packet === 'laced') continue;
      yield held;
      const block = amplified(decoder.decode([packet]), head.gain);
      const passed = Math.min(skip, framesOf(block));
      skip -= passed;
      held = cut(block, passed, framesOf(block));
    }
    yield held;
  } finally {
    decoder.free();
  }
}

/** The packet of a block: track, two bytes of time, flags, then what was encoded. Undefined: it is of another track. */
function packetOf(body: Uint8Array, track: number): Uint8Array | 'laced' | undefined {
  const trackBytes = Math.clz32(body[0] ?? 1) - 23;
  const mask = 0xff >> trackBytes;
  const number = body.subarray(0, trackBytes).reduce((sum, byte, i) => sum * 256 + (i === 0 ? byte & mask : byte), 0);
  if (number !== track) return undefined;
  return ((body[trackBytes + 2] ?? 0) & LACED) === 0 ? body.subarray(trackBytes + 3) : 'laced';
}

/** Samples that are no sound, out of nanoseconds; less than none would be more sound, which there is not. */
function paddingIn(body: Uint8Array): number {
  const ns = body.reduce((sum, byte, i) => sum * 256 + (i === 0 && byte > 127 ? byte - 256 : byte), 0);
  return Math.max(0, Math.round((ns * OPUS_RATE) / 1e9));
}
